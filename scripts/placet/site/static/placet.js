// Three small aids; every page reads and links without them.
(function () {
  "use strict";

  // The home page's big box leads into the search, by mouse, touch and keyboard.
  function ask() {
    document.querySelectorAll(".pl-ask").forEach(function (box) {
      function open(event) {
        event.preventDefault();
        var toggle = document.getElementById("__search");
        if (toggle && !toggle.checked) toggle.click();
        var input = document.querySelector(".md-search__input");
        if (input) input.focus();
      }
      box.addEventListener("click", open);
      box.addEventListener("keydown", function (event) {
        if (event.key === "Enter" || event.key === " ") open(event);
      });
    });
  }

  // The search cuts Chinese words apart and loses the last sign of each run: a document number in any bracket style is
  // asked for by the same plain key that its page bears (search_key in pages/record.py), besides the words as typed.
  var NUMBER = /([\u4e00-\u9fff]+)\s*[〔\[（(【]?\s*(\d{4})\s*[〕\]）)】年]\s*第?\s*0*(\d+)\s*号/;
  function keyed(text) {
    var found = NUMBER.exec(text);
    if (!found) return text;
    var signs = Array.from(found[1], function (sign) { return sign.codePointAt(0).toString(16); }).join("");
    return "k" + signs + "y" + found[2] + "n" + found[3] + "z " + text;
  }

  function numbers() {
    var plain = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value");
    var input = document.querySelector(".md-search__input");
    if (input) Object.defineProperty(input, "value", {
      configurable: true,
      get: function () { return keyed(plain.get.call(this)); },
      set: function (text) { plain.set.call(this, String(text).replace(/^k[0-9a-f]+y\d{4}n\d+z /, "")); }
    });
  }

  // A box over each register's table that hides the rows without the typed words.
  function filter(table) {
    var rows = Array.prototype.slice.call(table.tBodies[0].rows);
    if (rows.length < 6) return;
    var box = document.createElement("input");
    box.type = "search";
    box.className = "pl-filter";
    box.placeholder = table.dataset.filter;
    box.setAttribute("aria-label", table.dataset.filter);
    box.addEventListener("input", function () {
      var words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
      rows.forEach(function (row) {
        var text = row.textContent.toLowerCase();
        row.hidden = !words.every(function (word) { return text.includes(word); });
      });
    });
    table.closest(".pl-scroll").before(box);
  }

  document.addEventListener("DOMContentLoaded", function () {
    ask();
    numbers();
    document.querySelectorAll("table.pl-register").forEach(filter);
  });
})();
