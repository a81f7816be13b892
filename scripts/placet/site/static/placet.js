// A small aid; every page reads and links without it.
(function () {
  "use strict";

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
    document.querySelectorAll("table.pl-register").forEach(filter);
  });
})();
