// Asks the index that placet/search makes: the same signs and pieces, the buckets of what is asked for, the texts shown.
(() => {
  "use strict";
  const SCRIPT = document.currentScript.src, BASE = new URL("../../", SCRIPT);
  const HAN = "〇\\u3400-\\u4dbf\\u4e00-\\u9fff\\u{20000}-\\u{3ffff}";
  const RUN = new RegExp(`(?:[ \\t\\u3000a-z0-9${HAN}]+|(?<=[a-z0-9])[.](?=[0-9]))+`, "gu");
  const ARTICLE = "第[ \\u3000]*([〇零一二三四五六七八九十百千]{1,9}|[0-9]{1,4})[ \\u3000]*条";
  const SIGN = new RegExp(`${ARTICLE}|[a-z0-9]+(?:[.][0-9]+)*|[${HAN}]`, "gu");
  const OPENING = "〔﹝\\[［（(【〖{｛<＜〈《「『", CLOSING = "〕﹞\\]］）)】〗}｝>＞〉》」』";
  const NUMBER = new RegExp(
    `([${HAN}]{0,16})\\s*[${OPENING}]?\\s*(?<![0-9])((?:19|20)[0-9]{2})\\s*[${CLOSING}年]?\\s*第?\\s*0*([0-9]{1,6})\\s*[号號]`, "gu");
  const DIGITS = "零一二三四五六七八九", PLACES = { 十: 10, 百: 100, 千: 1000 };
  // What is asked for is what is most often in force; of one query no more than so many pieces are fetched.
  const STANDING = { "in-force": 3, filed: 2, pending: 2, draft: 1 }, OWN_NUMBER = 1000, MOST_PIECES = 6;

  const narrow = text => text.replace(/[A-Z０-９Ａ-Ｚａ-ｚ．]/g, sign => sign.normalize("NFKC").toLowerCase());

  function numeral(words) {
    let total = 0, digit = -1;
    for (const sign of words.replaceAll("〇", "零")) {
      if (PLACES[sign]) { total += (digit < 0 ? 1 : digit) * PLACES[sign]; digit = -1; } else digit = DIGITS.indexOf(sign);
    }
    return total + Math.max(digit, 0);
  }

  // The signs of a text in runs; each sign is [what it is, where it begins, where it ends].
  function runs(text) {
    return Array.from(narrow(text).matchAll(RUN), run => Array.from(run[0].matchAll(SIGN), found => {
      const from = run.index + found.index, number = found[1];
      return [number ? `§${Number(number) >= 0 ? Number(number) : numeral(number)}§` : found[0], from, from + found[0].length];
    }));
  }

  function pieces(signs) {
    const pairs = signs.slice(1).map((second, n) => signs[n] + (signs[n] < "〇" && second < "〇" ? " " : "") + second);
    return signs.filter(one => one < "〇").concat(pairs);
  }

  function slot(piece, slots) {
    let sum = -1;
    for (const byte of new TextEncoder().encode(piece)) {
      sum ^= byte;
      for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
    }
    return (~sum >>> 0) % slots;
  }

  const kept = new Map();
  function fetched(path, cache = "default") {
    if (!kept.has(path)) {
      const answer = fetch(new URL(`search/${path}`, BASE), { cache }).then(got => {
        if (!got.ok) throw new Error(path);
        return new Response(got.body.pipeThrough(new DecompressionStream("deflate-raw"))).json();
      });
      answer.catch(() => kept.delete(path));
      kept.set(path, answer);
    }
    return kept.get(path);
  }

  // What the index holds, with the shelf of each entry, and by the name of each part the number of its first.
  async function table() {
    if (BASE.protocol === "file:") throw new Error("no server");
    const index = await fetched("index.bin", "no-cache"), starts = new Map(), shelfOf = [];
    if (index.shelfOf) return index;
    let at = 0;
    index.parts.forEach((part, n) => {
      starts.set(part, shelfOf.length);
      for (const end = at + index.shelves[n]; at < end; at += 1) {
        const [unit, collection, year, standing] = ["unit", "collection", "year", "standing"].map(key => index[key][at]);
        shelfOf.push(...Array(index.count[at]).fill({ unit, collection, year, standing, part }));
      }
    });
    return Object.assign(index, { starts, shelfOf });
  }

  // The entries that have a piece: number → 1 where it stands in the title.
  async function having(index, piece) {
    const parts = await fetched(`p/${slot(piece, index.buckets)}.bin?${index.stamp}`), found = new Map();
    for (const [part, pieces] of Object.entries(parts)) {
      let value = 2 * index.starts.get(part);
      for (const gap of Object.hasOwn(pieces, piece) ? pieces[piece] : []) found.set((value += gap) >> 1, value & 1);
    }
    return found;
  }

  async function textOf(index, id) {
    const part = index.shelfOf[id].part, local = id - index.starts.get(part);
    const rows = await fetched(`t/${part}-${Math.floor(local / index.together)}.bin?${index.stamp}`);
    const [title, number, address, text] = rows[local % index.together];
    return { title, number, address: new URL(address, BASE).href, text };
  }

  // What was typed: document numbers, and words as lists of signs.
  function parsed(query) {
    const numbers = [], rest = narrow(query).replace(NUMBER, (_, code, year, n) => {
      numbers.push(`${code}/${year}/${Number(n)}`);
      return " ";
    });
    return { numbers, words: rest.split(/\s+/).flatMap(part => runs(part)).filter(run => run.length).map(run => run.map(sign => sign[0])) };
  }

  // Where a number is cited in a text, in any style: [from, to] of each place.
  function cited(text, key) {
    return [...narrow(text).matchAll(NUMBER)].flatMap(({ index, 0: whole, 1: code, 2: year, 3: n }) =>
      `${code}/${year}/${Number(n)}`.endsWith(key) ? [[index + code.length - key.indexOf("/"), index + whole.length]] : []);
  }

  // Where a word stands in a text: [from, to] of each place.
  function places(text, word) {
    return runs(text).flatMap(run => run.flatMap(([, from], n) => {
      const end = run[n + word.length - 1];
      return end && word.every((sign, m) => sign === run[n + m][0]) ? [[from, end[2]]] : [];
    }));
  }

  function allOf(maps) {
    const [fewest, ...others] = maps.sort((a, b) => a.size - b.size), found = new Map();
    for (const [id, worth] of fewest) {
      if (others.every(one => one.has(id))) found.set(id, Math.min(worth, ...others.map(one => one.get(id))));
    }
    return found;
  }

  // Some of the pieces of a word, evenly spread: what they let through that has not the whole word is found by its text.
  function asked(word, most) {
    if (word.length === 1 && word[0] >= "〇") return [`^${word[0]}`];
    const all = pieces(word);
    if (all.length <= most) return all;
    return Array.from({ length: most }, (_, n) => all[Math.round(n * (all.length - 1) / Math.max(1, most - 1))]);
  }

  async function candidates(index, { numbers, words }) {
    const most = Math.max(1, Math.floor(MOST_PIECES / Math.max(1, words.length)));
    const maps = await Promise.all([
      ...numbers.map(async key => {
        const [cited, own] = await Promise.all([having(index, `~${key}`), having(index, `=${key}`)]);
        return new Map([...Array.from(cited.keys(), id => [id, 0]), ...Array.from(own, ([id, worth]) => [id, OWN_NUMBER + worth])]);
      }),
      ...words.map(async word => allOf(await Promise.all(asked(word, most).map(piece => having(index, piece))))),
    ]);
    const score = id => maps.reduce((sum, one) => sum + one.get(id) * 10, STANDING[index.shelfOf[id].standing] || 0);
    const found = Array.from(allOf(maps.slice()).keys(), id => ({ id, shelf: index.shelfOf[id], score: score(id) }));
    return found.sort((a, b) => b.score - a.score || b.shelf.year - a.shelf.year || b.id - a.id);
  }

  // The first `wanted` of the candidates whose texts really have the words, with the places of the words.
  async function verified(index, { numbers, words }, waiting, wanted) {
    const found = [];
    while (waiting.length && found.length < wanted) {
      const batch = waiting.splice(0, wanted - found.length);
      const texts = await Promise.all(batch.map(one => textOf(index, one.id)));
      texts.forEach((entry, n) => {
        const hits = words.map(word => [places(entry.title, word), places(entry.text, word), places(entry.number, word)]);
        if (hits.some(parts => !parts.flat().length)) return;
        const [titleMarks, textMarks] = [0, 1].map(part => hits.flatMap(parts => parts[part]));
        textMarks.push(...numbers.flatMap(key => cited(entry.text, key)));
        found.push({ ...batch[n], ...entry, titleMarks, textMarks });
      });
    }
    return found;
  }

  // Characters as written in Taiwan and Hong Kong turned into those that offices here write; rarely needed, so fetched then.
  async function simplified(text) {
    const { traditional, simple } = await import(new URL("traditional.js", SCRIPT));
    return text.replace(/[\u3400-\u9fff]/g, sign => simple[traditional.indexOf(sign)] || sign);
  }

  // What was typed with one of its words cut in two, at each place where both parts stay words.
  function* apart({ numbers, words }) {
    for (const [n, word] of words.entries()) {
      for (let cut = 2; cut <= word.length - 2; cut += 1) {
        yield { numbers, words: words.slice(0, n).concat([word.slice(0, cut), word.slice(cut)], words.slice(n + 1)) };
      }
    }
  }

  async function answer(index, typed, keep, from, count) {
    const all = await candidates(index, typed), waiting = all.filter(one => keep(one.shelf));
    const total = waiting.length, found = await verified(index, typed, waiting, from + count);
    return { total: waiting.length ? total : found.length, results: found.slice(from), shelves: all.map(one => one.shelf) };
  }

  // Up to `count` results from `from` on, best first, among those on shelves that `keep` says; and all shelves found.
  // Where what was typed stands nowhere together, what has its parts apart; `apart` are these parts.
  async function search(query, keep = () => true, from = 0, count = 10) {
    const typed = parsed(query);
    if (!typed.words.length && !typed.numbers.length) return { total: 0, results: [], shelves: [] };
    const index = await table(), found = await answer(index, typed, keep, from, count);
    if (found.total) return found;
    const other = found.shelves.length ? query : await simplified(query);
    if (other !== query) return search(other, keep, from, count);
    for (const parts of apart(typed)) {
      const looser = await answer(index, parts, keep, from, count);
      if (looser.total) return { ...looser, apart: parts.words.map(word => word.join("").replace(/§(\d+)§/g, "第$1条")) };
    }
    return found;
  }

  window.placetSearch = { base: BASE, runs, pieces, slot, parsed, table, search };
})();
