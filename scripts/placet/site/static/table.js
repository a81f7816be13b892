// Registers as tables: searched, narrowed, sorted and turned over in the reader's own browser. The page holds the first
// rows and every word; the other rows come from rows.js files when first asked for. What is looked at lies in the
// address (#section=…&sort-by=-amount), so a link to it can be passed on and Back goes back. Fields of a register have
// no hyphen in their names; the parts of a view that are not fields have.
(function () {
  "use strict";

  const WORDS = "with-words", YEAR = "in-year", SORT = "sort-by", LEAF = "at-leaf";
  const ROWS_OF_A_LEAF = 100;
  const BRACKETS = { "(": /[〔［[【（﹝]/g, ")": /[〕］\]】）﹞]/g };
  const order = new Intl.Collator("zh-Hans-CN", { numeric: true }).compare;
  const arrived = new Map(), arriving = new Map();
  window.placetRows = (name, rows) => arrived.set(name, rows);

  const made = (name, className, text) => {
    const element = document.createElement(name);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  };
  const filled = (phrase, blanks) => phrase.replace(/\{(\w+)\}/g, (_, name) => blanks[name]);

  // Signs that mean the same are one: half and full width, great and small, every kind of bracket.
  function folded(text) {
    let found = text.normalize("NFKC").toLowerCase();
    for (const sign in BRACKETS) found = found.replace(BRACKETS[sign], sign);
    return found;
  }

  const FORMS = { day: {}, moment: { timeStyle: "short", hourCycle: "h23" } };
  const known = {};

  function dated(form, cell) {
    const language = document.documentElement.lang, style = { dateStyle: "long", timeZone: "UTC", ...FORMS[form] };
    known[form] = known[form] || new Intl.DateTimeFormat(language, style);
    return known[form].format(new Date(cell.replace(/ (.*)/, "T$1Z")));
  }

  // A cell as a reader sees it; `shown` in pages/columns.py says the same.
  function shown(form, cell) {
    if (form in FORMS) return cell && dated(form, cell);
    if (form !== "figure" && form !== "money") return cell;
    const [whole, ...cents] = cell.split(".");
    return [whole.replace(/\B(?=(\d{3})+$)/g, ","), ...cents].join(".");
  }

  // The place of each row in the order of one column; rows without a value come last either way.
  function ranks(rows, column) {
    if (column.form === "number") return rows.map((_, place) => place);
    const cells = rows.map((row) => row[column.at]);
    const options = column.choice ? Array.from(column.choice.options, (option) => option.value) : [];
    const before = {
      text: order,
      figure: (one, other) => one - other,
      money: (one, other) => one - other,
      choice: (one, other) => options.indexOf(one) - options.indexOf(other),
    }[column.form] || ((one, other) => (one < other ? -1 : 1));
    const rank = new Map(Array.from(new Set(cells)).sort(before).map((cell, place) => [cell, place]));
    return cells.map((cell) => (cell === "" ? NaN : rank.get(cell)));
  }

  function arrives(name, address) {
    if (!arriving.has(name)) {
      arriving.set(name, new Promise((done, failed) => {
        const script = made("script");
        script.src = address;
        script.onload = done;
        script.onerror = failed;
        document.head.append(script);
      }));
      arriving.get(name).catch(() => arriving.delete(name));
    }
    return arriving.get(name);
  }

  function book(root) {
    const form = root.querySelector("form"), table = root.querySelector("table"), told = root.querySelector("[role=status]");
    const turner = root.querySelector(".pl-turner"), leaf = turner.querySelector("span"), link = root.querySelector(".pl-told__link");
    const years = root.dataset.years.split(" "), say = told.dataset;
    const first = root.dataset.sort, named = (name) => form.elements.namedItem(name);
    const columns = Array.from(table.tHead.rows[0].cells, (head, at) => (
      { head, at: at + 1, id: head.dataset.id, form: head.dataset.form, title: head.textContent, choice: named(head.dataset.id) }
    ));
    const verdict = columns[columns.length - 1];
    let known = "", rows = [], texts = [], ranked = {}, turn = 0, typing = false;

    // --- the view, as the address says it and as the form shows it

    function view() {
      const said = new URLSearchParams(location.hash.slice(1));
      return said.has(SORT) ? said : new URLSearchParams([[SORT, first]]);
    }
    function go(changes, typed) {
      const said = new URLSearchParams(new FormData(form));
      said.set(SORT, changes[SORT] || view().get(SORT));
      if (changes[LEAF] > 1) said.set(LEAF, changes[LEAF]);
      const kept = new URLSearchParams(Array.from(said).filter((pair) => pair[1]));
      if (typed && typing) location.replace(`#${kept}`);
      else location.hash = `#${kept}`;
      typing = Boolean(typed);
    }
    function follow(said) {
      Array.from(form.elements).filter((field) => field.name).forEach((field) => {
        const value = said.get(field.name) || "";
        if (field.value !== value) field.value = value;
        if (field.value !== value) field.value = "";  // an old link may name what is no longer there
      });
      const sort = said.get(SORT), down = sort.startsWith("-");
      columns.forEach((column) => {
        if (column.id === sort.slice(down ? 1 : 0)) column.head.setAttribute("aria-sort", down ? "descending" : "ascending");
        else column.head.removeAttribute("aria-sort");
      });
    }

    // --- rows: those of the years asked for, put together once

    const nameOf = (year) => `${root.dataset.of}/${year}`;
    const bring = (year) => arrives(nameOf(year), `${root.dataset.base}${year}/rows.js`);
    function asked() {
      const chosen = named(YEAR) && named(YEAR).value;
      return chosen ? [chosen] : years.filter((year) => years.length === 1 || year !== "drafts");
    }
    async function gather() {
      const wanted = asked(), missing = wanted.filter((year) => !arrived.has(nameOf(year)));
      if (missing.length) {
        told.textContent = say.reading;
        table.setAttribute("aria-busy", "true");
        await Promise.all(missing.map(bring)).finally(() => table.removeAttribute("aria-busy"));
      }
      if (known === wanted.join()) return;
      known = wanted.join();
      rows = [].concat(...wanted.map((year) => arrived.get(nameOf(year)) || []));
      texts = [];
      ranked = {};
    }
    function text(place) {
      if (texts[place] === undefined) {
        const row = rows[place];
        texts[place] = folded(columns.map((column) => `${row[column.at]} ${printed(column, row[column.at])}`).join("\n"));
      }
      return texts[place];
    }
    function found(said) {
      const words = folded(said.get(WORDS) || "").split(/\s+/).filter(Boolean);
      const choices = columns.filter((column) => column.choice && column.choice.value);
      const sort = said.get(SORT), sign = sort.startsWith("-") ? -1 : 1;
      const by = columns.find((column) => column.id === sort.slice(sign < 0 ? 1 : 0)) || { form: "number" };
      const rank = ranked[by.id] || (ranked[by.id] = ranks(rows, by));
      return Array.from(rows.keys())
        .filter((place) => choices.every((column) => rows[place][column.at] === column.choice.value))
        .filter((place) => words.every((word) => text(place).includes(word)))
        .sort((one, other) => isNaN(rank[one]) - isNaN(rank[other]) || sign * (rank[one] - rank[other]) || one - other);
    }

    // --- what is drawn: one leaf of the rows found

    function printed(column, cell) {
      if (column !== verdict) return shown(column.form, cell);
      const option = Array.from(column.choice.options).find((one) => one.value === cell);
      return option ? option.text : cell;
    }
    function drawn(row, place) {
      const line = made("tr", row[verdict.at] === "annulled" ? "pl-annulled" : "");
      line.setAttribute("aria-rowindex", place + 2);
      columns.forEach((column) => {
        const cell = line.appendChild(made("td", column.head.className)), words = printed(column, row[column.at]);
        if (column === verdict) cell.append(made("span", `pl-badge pl-badge--${row[column.at]}`, words));
        else if (column.head.dataset.link !== undefined) {
          cell.appendChild(made("a", column.form === "number" ? "pl-number" : "", words)).href = root.dataset.base + row[0];
        } else {
          cell.textContent = words;
          cell.dataset.label = column.title;
        }
      });
      return line;
    }
    function draw(said) {
      const places = found(said), leaves = Math.max(1, Math.ceil(places.length / ROWS_OF_A_LEAF));
      const at = Math.min(Math.max(1, parseInt(said.get(LEAF), 10) || 1), leaves), from = (at - 1) * ROWS_OF_A_LEAF;
      const seen = places.slice(from, from + ROWS_OF_A_LEAF);
      table.tBodies[0].replaceChildren(...seen.map((place, number) => drawn(rows[place], from + number)));
      table.setAttribute("aria-rowcount", places.length + 1);
      const count = { found: places.length, total: rows.length, from: from + 1, to: from + seen.length, leaf: at, leaves };
      told.textContent = filled(!places.length ? say.none : places.length < rows.length ? say.some : say.all, count);
      leaf.textContent = filled(leaf.dataset.said, count);
      link.href = `#${said}`;
      turner.hidden = leaves === 1;
      turner.querySelectorAll("button").forEach((button) => {
        const to = { first: 1, before: at - 1, after: at + 1, last: leaves }[button.value];
        button.dataset.to = to;
        button.setAttribute("aria-disabled", String(to < 1 || to > leaves || to === at));
      });
    }
    async function show() {
      const mine = ++turn, said = view();
      follow(said);
      try {
        await gather();
      } catch (failure) {
        told.textContent = say.failed;
        return;
      }
      if (mine === turn) draw(said);
    }

    // --- hands

    form.addEventListener("input", (event) => {
      if (!event.isComposing) go({}, event.target.name === WORDS);
    });
    form.addEventListener("compositionend", () => go({}, true));
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(() => go({ [SORT]: first })));
    form.addEventListener("focusin", () => asked().forEach((year) => bring(year).catch(() => undefined)), { once: true });
    columns.forEach((column) => {
      const button = made("button", "pl-sorter", column.title);
      button.type = "button";
      button.addEventListener("click", () => go({ [SORT]: (view().get(SORT) === column.id ? "-" : "") + column.id }));
      column.head.replaceChildren(button);
    });
    turner.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button || button.getAttribute("aria-disabled") === "true") return;
      go({ [LEAF]: Number(button.dataset.to) });
      if (root.getBoundingClientRect().top < 0) root.scrollIntoView();
    });
    window.addEventListener("hashchange", show);
    if (location.hash.includes(`${SORT}=`)) show();
    else if (Array.from(new FormData(form)).some((pair) => pair[1])) go({}, true);  // typed before this script came
  }

  document.querySelectorAll(".pl-book").forEach(book);
})();
