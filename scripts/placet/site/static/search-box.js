// The search box: on the search page in place, elsewhere as a dialog (the button in the head, "/" or Ctrl+K).
(() => {
  "use strict";
  const words = window.placetWords, FACETS = ["unit", "collection", "year", "standing"], SHOWN = 10, CONTEXT = 36;

  function made(name, attributes, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  }
  const say = (key, values) => words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const shown = (facet, value) => facet === "standing" ? words[`standing-${value}`] : facet === "year" ? say("year", { year: value }) : value;

  // Text with the places marked; nothing of it is ever read as HTML.
  function marked(text, places, from, to) {
    const out = document.createDocumentFragment();
    let at = from;
    for (const [start, end] of places.sort((a, b) => a[0] - b[0])) {
      if (start < at || end > to) continue;
      out.append(text.slice(at, start), made("mark", {}, text.slice(start, end)));
      at = end;
    }
    out.append(text.slice(at, to));
    return out;
  }

  function row({ address, title, number, text, shelf, titleMarks, textMarks }) {
    const facts = [number, shelf.unit, shelf.collection, words[`standing-${shelf.standing}`]].filter(Boolean).join(" · ");
    const first = textMarks.length ? Math.min(...textMarks.map(place => place[0])) : 0;
    const from = Math.max(0, first - CONTEXT), to = Math.min(text.length, first + 3 * CONTEXT);
    return made("li", { class: "pl-found__item" },
      made("a", { href: address, class: "pl-found__link" }, marked(title, titleMarks, 0, title.length)),
      made("p", { class: "pl-found__facts" }, facts),
      made("p", { class: "pl-found__text" }, from ? "…" : "", marked(text, textMarks, from, to), to < text.length ? "…" : ""));
  }

  // A box in `root`; `changed` is told what is asked for. What comes back asks for words, narrowed to what is chosen.
  function box(root, changed) {
    const input = made("input", { type: "search", class: "pl-search__input", placeholder: words["search-hint"], "aria-label": words.search, autocomplete: "off", spellcheck: "false", maxlength: "200" });
    const selects = FACETS.map(facet => made("select", { "aria-label": words[`facet-${facet}`] }));
    const told = made("p", { class: "pl-search__told", role: "status" });
    const list = made("ol", { class: "pl-found" });
    const more = made("button", { type: "button", class: "pl-search__more", hidden: "" }, words["search-more"]);
    root.append(made("div", { class: "pl-search__head", role: "search" }, input, made("div", { class: "pl-search__facets" }, ...selects)), told, list, more);
    let turn = 0, timer = 0;

    function offer(select, facet, shelves) {
      const chosen = select.value, values = new Set(shelves.map(shelf => String(shelf[facet])).concat(chosen || []));
      const sorted = [...values].sort((a, b) => (a < b ? -1 : 1) * (facet === "year" ? -1 : 1));
      const options = ["", ...sorted].map(value => made("option", { value }, value ? shown(facet, value) : words[`facet-${facet}`]));
      select.replaceChildren(...options);
      select.value = chosen;
    }

    async function run(from) {
      const mine = (turn += 1), query = input.value.trim(), chosen = selects.map(select => select.value);
      const keep = shelf => FACETS.every((facet, n) => !chosen[n] || String(shelf[facet]) === chosen[n]);
      changed(query, chosen);
      more.hidden = true;
      list.setAttribute("aria-busy", "true");
      if (!from) list.replaceChildren();
      try {
        const { results, shelves, total, apart } = await window.placetSearch.search(query, keep, from, SHOWN);
        if (mine !== turn) return;
        list.setAttribute("aria-busy", "false");
        FACETS.forEach((facet, n) => offer(selects[n], facet, shelves));
        list.append(...results.map(row));
        more.hidden = from + SHOWN >= total;
        const key = !total ? "search-none" : apart ? "search-apart" : "search-total";
        told.textContent = query && say(key, { count: total, parts: (apart || []).join(" ") });
      } catch {
        if (mine === turn) told.textContent = words[location.protocol === "file:" ? "search-server" : "search-failed"];
      }
    }

    function typed(event) {
      clearTimeout(timer);
      if (!event.isComposing) timer = setTimeout(run, 40, 0);
    }
    input.addEventListener("focus", () => window.placetSearch.table().catch(() => {}));
    ["input", "compositionend"].forEach(kind => input.addEventListener(kind, typed));
    selects.forEach(select => select.addEventListener("change", () => run(0)));
    more.addEventListener("click", async () => {
      const next = list.children.length;
      await run(next);
      list.children[next]?.querySelector("a").focus();
    });
    root.addEventListener("keydown", event => {
      const links = Array.from(list.querySelectorAll(".pl-found__link")), at = links.indexOf(document.activeElement);
      const inBox = event.target === input && !event.isComposing;
      if (event.key === "Escape" && root.close) root.close();
      else if (event.key === "Enter" && inBox) links[0]?.click();
      else if (event.key === "ArrowDown" && (inBox || at >= 0)) links[at + 1]?.focus();
      else if (event.key === "ArrowUp" && at >= 0) (links[at - 1] || input).focus();
      else return;
      event.preventDefault();
    });
    return { input, ask(query, chosen) {
      input.value = query;
      FACETS.forEach((facet, n) => chosen[n] && selects[n].append(made("option", { value: chosen[n], selected: "" }, shown(facet, chosen[n]))));
      run(0);
    } };
  }

  // On the search page the address keeps what is asked for, so that it can be sent to someone.
  function inPlace(root) {
    const kept = new URLSearchParams(location.search);
    const { input, ask } = box(root, (query, chosen) => {
      const pairs = [["q", query], ...FACETS.map((facet, n) => [facet, chosen[n]])].filter(pair => pair[1]);
      history.replaceState(null, "", pairs.length ? `?${new URLSearchParams(pairs)}` : location.pathname);
    });
    input.focus();
    if (kept.get("q")) ask(kept.get("q"), FACETS.map(facet => kept.get(facet)));
    return () => input.focus();
  }

  function inDialog() {
    const link = made("a", { class: "pl-search__page", href: new URL("search.html", window.placetSearch.base) }, words["search-page"]);
    const shut = made("button", { type: "button", class: "pl-search__close", "aria-label": words.close }, "✕");
    const dialog = made("dialog", { class: "pl-search pl-search--dialog", "aria-label": words.search }, shut);
    const { input } = box(dialog, query => { link.search = query ? `?q=${encodeURIComponent(query)}` : ""; });
    dialog.append(link);
    dialog.addEventListener("click", event => {
      if (event.target === dialog || event.target.closest("a, .pl-search__close")) dialog.close();
    });
    document.body.append(dialog);
    return () => { if (!dialog.open) dialog.showModal(); input.select(); };
  }

  document.addEventListener("DOMContentLoaded", () => {
    const page = document.getElementById("pl-search");
    let open = page && inPlace(page);
    const ask = event => { event.preventDefault(); open ||= inDialog(); open(); };
    document.querySelectorAll(".pl-ask, .pl-icon--search").forEach(one => one.addEventListener("click", ask));
    document.addEventListener("keydown", event => {
      const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
      if ((event.key === "/" && !typing) || (event.key === "k" && (event.ctrlKey || event.metaKey))) ask(event);
    });
  });
})();
