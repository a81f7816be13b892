// Before the first paint: dark or light, as the reader chose on this machine, or else as the system has it;
// and lists of several offices open at the reader's own.
(function (root) {
  "use strict";
  var KEY = "placet-palette", system = matchMedia("(prefers-color-scheme: dark)");

  function chosen() {
    try { return localStorage.getItem(KEY); } catch (error) { return null; }  // a browser may forbid storage
  }
  function dark() { return chosen() ? chosen() === "dark" : system.matches; }
  function show() { root.dataset.mdColorScheme = dark() ? "slate" : "default"; }

  window.placetPalette = {
    dark: dark,
    // A choice that is the system's own is no choice: the page goes on following the system.
    turn: function () {
      var next = !dark();
      try {
        if (next === system.matches) localStorage.removeItem(KEY);
        else localStorage.setItem(KEY, next ? "dark" : "light");
      } catch (error) { root.dataset.mdColorScheme = next ? "slate" : "default"; return; }
      show();
    }
  };
  root.classList.add("pl-scripted");
  system.addEventListener("change", show);
  window.addEventListener("storage", show);
  window.addEventListener("pageshow", show);
  show();
})(document.documentElement);

(function () {
  "use strict";
  var script = document.currentScript.src, base = script.slice(0, script.indexOf("assets/placet/")), post;
  try { post = localStorage.getItem("placet-post " + new URL(base).pathname); } catch (error) { return; }  // as mine.js keeps it
  if (!post) return;
  var office = post.split("/")[0], watch = new MutationObserver(function (changes) {
    changes.forEach(function (change) {
      change.addedNodes.forEach(function (part) {
        if (part.nodeName === "DETAILS" && part.dataset.unit === office) part.open = true;
      });
    });
  });
  watch.observe(document, { childList: true, subtree: true });
  document.addEventListener("DOMContentLoaded", function () { watch.disconnect(); });
})();
