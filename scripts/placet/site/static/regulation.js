// Regulations: copying a citation, the version of a day, printing. All of it reads without.
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

  function copy(button) {
    var text = button.dataset.copy;
    function say(key, stays) { return told(window.placetWords[key].replace("{text}", function () { return text; }), stays); }
    function done() { say("copy-done"); }
    // Where nothing may be copied the words stand there selected, and the reader presses the keys.
    function offer() {
      var place = say("copy-by-hand", true);
      if (place) window.getSelection().selectAllChildren(place);
    }
    function byHand() {
      if (copyBySelection(text)) done(); else offer();
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

  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-copy], [data-print]");
    if (!button) return;
    if (button.dataset.copy) copy(button); else window.print();
  });
  document.addEventListener("submit", function (event) {
    if (!event.target.matches("[data-as-of]")) return;
    event.preventDefault();
    asOf(event.target);
  });
  // A comparison linked to at an article inside folded ones opens them.
  function unfold() {
    var place = location.hash && document.getElementById(location.hash.slice(1));
    var folded = place && place.closest("details:not([open])");
    if (folded) { folded.open = true; place.scrollIntoView(); }
  }
  window.addEventListener("hashchange", unfold);
  document.addEventListener("DOMContentLoaded", unfold);
})();
