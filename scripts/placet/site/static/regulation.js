// Regulations: copying a citation, the version of a day, printing, and sifting the list. All of it reads without.
(function () {
  "use strict";

  // Says something below the page; it goes again by itself unless the reader has to do something with it.
  var fading;
  function told(words, stays) {
    var place = document.querySelector("[data-told]");
    clearTimeout(fading);
    if (place) place.textContent = words;
    if (!stays) fading = setTimeout(told, 4000, "", true);
    return place;
  }

  // The older way to copy, for pages without the clipboard: those of a file share or of plain http.
  function copyBySelection(text) {
    var area = document.createElement("textarea");
    area.value = text;
    area.className = "pl-offstage";
    document.body.appendChild(area);
    area.select();
    var done = false;
    try { done = document.execCommand("copy"); } catch (fault) { done = false; }
    area.remove();
    return done;
  }

  // Where nothing may be copied the words stand there selected, and the reader presses the keys.
  function offer(text, phrase) {
    var place = told(phrase.replace("%s", text), true);
    if (place) window.getSelection().selectAllChildren(place);
  }

  function copy(button) {
    var text = button.dataset.copy;
    var words = document.querySelector("[data-done]").dataset;
    function done() { told(words.done.replace("%s", text)); }
    function byHand() {
      if (copyBySelection(text)) done(); else offer(text, words.byHand);
      button.focus();
    }
    if (navigator.clipboard && window.isSecureContext) navigator.clipboard.writeText(text).then(done, byHand);
    else byHand();
  }

  // Leads to the version that held on the chosen day, at the same article.
  function asOf(form) {
    var day = form.elements.day.value;
    var versions = Array.prototype.slice.call(document.querySelectorAll("[data-versions] > li"));
    var held = versions.find(function (one) {
      return one.dataset.since <= day && (!one.dataset.until || day <= one.dataset.until);
    });
    var say = form.querySelector("output");
    if (held && held.classList.contains("pl-versions__here")) say.textContent = form.dataset.here;
    else if (held) location.assign(held.querySelector("a").href + location.hash.replace(/^#(?!a\d+$).*/, ""));
    else say.textContent = versions.some(function (one) { return one.dataset.since <= day; }) ? form.dataset.after : form.dataset.before;
  }

  // Shows of the list only what has all words, the unit and the status.
  function sift(form) {
    var words = form.elements.q.value.toLowerCase().split(/\s+/).filter(Boolean);
    var unit = form.elements.unit ? form.elements.unit.value : "";
    var status = form.elements.status.value;
    var count = 0;
    document.querySelectorAll("section[data-unit]").forEach(function (section) {
      var left = 0;
      section.querySelectorAll("li[data-status]").forEach(function (row) {
        var text = (row.textContent + " " + row.dataset.words).toLowerCase();
        var shown = (!unit || section.dataset.unit === unit) &&
          (!status || row.dataset.status.split(" ").indexOf(status) >= 0) &&
          words.every(function (word) { return text.indexOf(word) >= 0; });
        row.hidden = !shown;
        left += shown;
      });
      section.hidden = !left;
      count += left;
    });
    form.querySelector("output").textContent = count ? form.dataset.found.replace("%s", count) : form.dataset.none;
    remember(form);
  }

  // Keeps the choice in the address, so that it can be sent on; files in a folder may not allow it.
  function remember(form) {
    var chosen = new URLSearchParams(new FormData(form));
    Array.from(chosen.keys()).forEach(function (key) { if (!chosen.get(key)) chosen.delete(key); });
    var query = chosen.toString();
    try { history.replaceState(history.state, "", (query ? "?" + query : location.pathname) + location.hash); } catch (fault) { return; }
  }

  function recall() {
    var form = document.querySelector("form[data-sieve]");
    if (!form || !location.search) return;
    new URLSearchParams(location.search).forEach(function (value, key) {
      if (form.elements[key]) form.elements[key].value = value;
    });
    sift(form);
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-copy], [data-print]");
    if (!button) return;
    if (button.dataset.copy) copy(button); else window.print();
  });
  document.addEventListener("submit", function (event) {
    if (event.target.matches("[data-as-of], [data-sieve]")) event.preventDefault();
    if (event.target.matches("[data-as-of]")) asOf(event.target);
  });
  ["input", "change"].forEach(function (kind) {
    document.addEventListener(kind, function (event) {
      var form = event.target.form;
      if (form && form.matches("[data-sieve]")) sift(form);
    });
  });
  // A comparison linked to at an article inside folded ones opens them.
  function unfold() {
    var place = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    var folded = place && place.closest("details:not([open])");
    if (folded) { folded.open = true; place.scrollIntoView(); }
  }
  window.addEventListener("hashchange", unfold);
  document.addEventListener("DOMContentLoaded", function () { recall(); unfold(); });
})();
