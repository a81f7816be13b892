// The frame of every page: menu, dark and light, back to the top, the heading being read, pages fetched ahead.
(function () {
  "use strict";

  function all(selector, root) { return Array.prototype.slice.call((root || document).querySelectorAll(selector)); }
  function first(selector) { return document.querySelector(selector); }

  // The menu of narrow windows is a dialog: the browser keeps the focus in it, and Escape closes it.
  function menu(button) {
    var drawer;
    function close() { drawer.close(); }
    function make() {
      var shut = document.createElement("button");
      shut.type = "button";
      shut.className = "pl-drawer__close pl-icon pl-icon--close";
      shut.setAttribute("aria-label", button.dataset.close);
      shut.addEventListener("click", close);
      drawer = document.createElement("dialog");
      drawer.className = "pl-drawer";
      drawer.setAttribute("aria-label", button.getAttribute("aria-label"));
      drawer.append(shut);
      all(".pl-tabs, .pl-guides, .pl-toc").forEach(function (part) { drawer.append(part.cloneNode(true)); });
      drawer.addEventListener("click", function (event) {
        if (event.target === drawer || event.target.closest("a")) close();
      });
      document.body.append(drawer);
    }
    button.addEventListener("click", function () {
      if (!drawer) make();
      drawer.showModal();
    });
    matchMedia("(min-width: 60em)").addEventListener("change", function () { if (drawer) close(); });
  }

  function palette(button) {
    function tell() { button.setAttribute("aria-pressed", String(window.placetPalette.dark())); }
    button.addEventListener("click", function () { window.placetPalette.turn(); tell(); });
    tell();
  }

  // Offered once a screen is behind the reader and they turn back upwards.
  function back(link) {
    var last = 0;
    addEventListener("scroll", function () {
      link.classList.toggle("pl-top--shown", scrollY > innerHeight && scrollY < last);
      last = scrollY;
    }, { passive: true });
    link.addEventListener("click", function () { first("#main").focus({ preventScroll: true }); });
  }

  // Marks in the contents of a page the heading that is being read.
  function follow(contents) {
    var links = all("a", contents), headings = links.map(function (link) {
      return document.getElementById(decodeURIComponent(link.hash.slice(1)));
    });
    var watch = new IntersectionObserver(function () {
      var at = headings.reduce(function (found, heading, place) {
        return heading && heading.getBoundingClientRect().top < innerHeight / 3 ? place : found;
      }, -1);
      links.forEach(function (link, place) {
        if (place === at) link.setAttribute("aria-current", "location"); else link.removeAttribute("aria-current");
      });
    }, { rootMargin: "0px 0px -66% 0px" });
    headings.filter(Boolean).forEach(function (heading) { watch.observe(heading); });
  }

  // A page that the reader points at is fetched before it is asked for; on a file share there is nothing to fetch ahead.
  function ahead() {
    var asked = {}, timer, saving = navigator.connection && navigator.connection.saveData;
    function fetchable(link) {
      return link && link.origin === location.origin && /(\.html|\/)$/.test(link.pathname) &&
        link.pathname !== location.pathname && !asked[link.pathname];
    }
    function get(link) {
      if (!fetchable(link)) return;
      asked[link.pathname] = true;
      var hint = document.createElement("link");
      hint.rel = "prefetch";
      hint.href = link.pathname;
      document.head.append(hint);
    }
    function over(event) {
      var link = event.target.closest && event.target.closest("a[href]");
      clearTimeout(timer);
      if (link) timer = setTimeout(get, event.type === "touchstart" ? 0 : 60, link);
    }
    if (!/^http/.test(location.protocol) || saving) return;
    ["mouseover", "touchstart", "focusin"].forEach(function (kind) { addEventListener(kind, over, { passive: true }); });
  }

  // What is wider than its place is scrolled by keyboard too.
  function reachable(box) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
  }

  menu(first(".pl-icon--menu"));
  palette(first(".pl-icon--palette"));
  back(first(".pl-top"));
  all(".pl-toc").forEach(follow);
  all(".md-typeset :is(table, pre > code, .pl-scroll)").forEach(reachable);
  ahead();
})();
