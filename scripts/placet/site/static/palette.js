// Before the first paint: dark or light, as the reader chose on this machine, or else as the system has it;
// and lists of several offices open at the office of the reader's own post, which mine.js lets them choose.
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
  var script = document.currentScript.src, base = script.slice(0, script.indexOf("assets/placet/"));
  var KEY = "placet-post " + new URL(base).pathname;

  window.placetPost = {
    // Other pages of the same server may write there too: only what is the name of a post is believed.
    kept: function () {
      var post;
      try { post = localStorage.getItem(KEY); } catch (error) { return null; }  // a browser may forbid storage
      return /^[\w-]+\/[\w-]+$/.test(post) ? post : null;
    },
    keep: function (post) {
      try { localStorage.setItem(KEY, post); } catch (error) { return false; }
      return true;
    }
  };
  var post = window.placetPost.kept();
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
