// The search box: on the search page in place, elsewhere as a dialog (the button in the head, "/" or Ctrl+K).
(function () {
  "use strict";
  var words = window.placetWords, FACETS = ["unit", "collection", "year", "standing"], SHOWN = 10, CONTEXT = 36;

  function made(name, attributes, children) {
    var element = document.createElement(name);
    Object.keys(attributes || {}).forEach(function (key) { element.setAttribute(key, attributes[key]); });
    (children || []).forEach(function (child) { element.append(child); });
    return element;
  }
  function say(key, values) {
    return words[key].replace(/\{(\w+)\}/g, function (_, name) { return values[name]; });
  }
  function shown(facet, value) { return facet === "standing" ? words["standing-" + value] : facet === "year" ? say("year", { year: value }) : value; }

  // Text with the places marked; nothing of it is ever read as HTML.
  function marked(text, places, from, to) {
    var out = document.createDocumentFragment(), at = from;
    places.filter(function (place) { return place[0] >= from && place[1] <= to; }).sort(function (a, b) { return a[0] - b[0]; })
      .forEach(function (place) {
        if (place[0] < at) return;
        out.append(text.slice(at, place[0]), made("mark", {}, [text.slice(place[0], place[1])]));
        at = place[1];
      });
    out.append(text.slice(at, to));
    return out;
  }
  function all(hits, part) { return hits.reduce(function (sum, one) { return sum.concat(one[part]); }, []); }

  function row(one) {
    var heading = made("a", { href: one.address, class: "pl-found__link" }, [marked(one.title, all(one.hits, "title"), 0, one.title.length)]);
    var facts = [one.number, one.shelf.unit, one.shelf.collection, words["standing-" + one.shelf.standing]].filter(Boolean).join(" · ");
    var places = all(one.hits, "text").sort(function (a, b) { return a[0] - b[0]; });
    var first = places.length ? places[0][0] : 0;
    var from = Math.max(0, first - CONTEXT), to = Math.min(one.text.length, first + 3 * CONTEXT);
    var excerpt = made("p", { class: "pl-found__text" }, [from ? "…" : "", marked(one.text, places, from, to), to < one.text.length ? "…" : ""]);
    return made("li", { class: "pl-found__item" }, [heading, made("p", { class: "pl-found__facts" }, [facts]), excerpt]);
  }

  function box(root, changed) {
    var input = made("input", { type: "search", class: "pl-search__input", placeholder: words["search-hint"], "aria-label": words.search, autocomplete: "off", spellcheck: "false", maxlength: "200" });
    var selects = {}, narrowed = made("div", { class: "pl-search__facets" });
    FACETS.forEach(function (facet) {
      selects[facet] = made("select", { "aria-label": words["facet-" + facet] });
      selects[facet].addEventListener("change", function () { run(0); });
      narrowed.append(selects[facet]);
    });
    var told = made("p", { class: "pl-search__told", role: "status", "aria-live": "polite" });
    var list = made("ol", { class: "pl-found" }), more = made("button", { type: "button", class: "pl-search__more", hidden: "" }, [words["search-more"]]);
    root.append(made("div", { class: "pl-search__head", role: "search" }, [input, narrowed]), told, list, more);
    var turn = 0, timer = 0, chosen = {};

    function keep(shelf) {
      return FACETS.every(function (facet) { return !chosen[facet] || String(shelf[facet]) === chosen[facet]; });
    }
    function offer(facet, shelves) {
      var values = Array.from(new Set(shelves.map(function (shelf) { return String(shelf[facet]); }))).sort();
      if (facet === "year") values.reverse();
      if (chosen[facet] && values.indexOf(chosen[facet]) < 0) values.push(chosen[facet]);
      selects[facet].replaceChildren(made("option", { value: "" }, [words["facet-" + facet]]));
      values.forEach(function (value) { selects[facet].append(made("option", { value: value }, [shown(facet, value)])); });
      selects[facet].value = chosen[facet] || "";
    }
    function run(from) {
      var mine = (turn += 1), query = input.value.trim();
      FACETS.forEach(function (facet) { chosen[facet] = selects[facet].value; });
      changed(query, chosen);
      if (!from) list.replaceChildren();
      more.hidden = true;
      list.setAttribute("aria-busy", query ? "true" : "false");
      if (!query) { told.textContent = ""; return Promise.resolve(); }
      return window.placetSearch.search(query, keep, from, SHOWN).then(function (answer) {
        if (mine !== turn) return;
        list.setAttribute("aria-busy", "false");
        FACETS.forEach(function (facet) { offer(facet, answer.shelves); });
        answer.results.forEach(function (one) { list.append(row(one)); });
        more.hidden = from + SHOWN >= answer.total;
        told.textContent = list.children.length ? say("search-total", { count: answer.total }) : words["search-none"];
      }).catch(function () { if (mine === turn) told.textContent = words["search-server"]; });
    }
    input.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(run, 90, 0); });
    more.addEventListener("click", function () {
      var next = list.children.length;
      run(next).then(function () { if (list.children[next]) list.children[next].querySelector("a").focus(); });
    });
    root.addEventListener("keydown", function (event) {
      var links = Array.from(list.querySelectorAll(".pl-found__link")), at = links.indexOf(document.activeElement);
      if (event.key === "Enter" && event.target === input && links[0]) links[0].click();
      else if (event.key === "ArrowDown" && links[at + 1]) links[at + 1].focus();
      else if (event.key === "ArrowUp" && at >= 0) (links[at - 1] || input).focus();
      else return;
      event.preventDefault();
    });
    return {
      input: input,
      ask: function (query, filters) {
        input.value = query;
        FACETS.forEach(function (facet) {
          if (filters[facet]) selects[facet].replaceChildren(made("option", { value: filters[facet] }, [shown(facet, filters[facet])]));
        });
        run(0);
      }
    };
  }

  function inPlace(root) {
    var asked = new URLSearchParams(location.search), filters = {};
    FACETS.forEach(function (facet) { filters[facet] = asked.get(facet) || ""; });
    var made = box(root, function (query, chosen) {
      var next = new URLSearchParams();
      if (query) next.set("q", query);
      FACETS.forEach(function (facet) { if (chosen[facet]) next.set(facet, chosen[facet]); });
      history.replaceState(null, "", next.size ? "?" + next : location.pathname);
    });
    made.input.focus();
    if (asked.get("q")) made.ask(asked.get("q"), filters);
    return made.input;
  }

  var dialog, inner;
  function open() {
    if (!dialog) {
      var link = made("a", { class: "pl-search__page", href: new URL("../../search.html", window.placetSearch.script) }, [words["search-page"]]);
      var shut = made("button", { type: "button", class: "pl-search__close", "aria-label": words.close }, ["✕"]);
      dialog = made("dialog", { class: "pl-search pl-search--dialog", "aria-label": words.search }, [shut]);
      inner = box(dialog, function (query) { link.search = query ? "?q=" + encodeURIComponent(query) : ""; });
      dialog.append(link);
      shut.addEventListener("click", function () { dialog.close(); });
      dialog.addEventListener("click", function (event) { if (event.target === dialog || event.target.closest("a")) dialog.close(); });
      document.body.append(dialog);
    }
    if (!dialog.open) dialog.showModal();
    inner.input.select();
  }

  document.addEventListener("DOMContentLoaded", function () {
    var page = document.getElementById("pl-search"), input = page && inPlace(page);
    function ask(event) { event.preventDefault(); if (input) input.focus(); else open(); }
    document.querySelectorAll(".pl-ask, .pl-icon--search").forEach(function (box) { box.addEventListener("click", ask); });
    document.addEventListener("keydown", function (event) {
      var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
      if ((event.key === "/" && !typing) || (event.key === "k" && (event.ctrlKey || event.metaKey))) ask(event);
    });
  });
})();
