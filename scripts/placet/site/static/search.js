// Asks the index that placet/search makes: the same signs and pairs, the buckets of the pieces asked for, the texts shown.
(function () {
  "use strict";
  var BASE = new URL("../../", document.currentScript.src);
  var HAN = "\\u3400-\\u4dbf\\u4e00-\\u9fff";
  var SIGN = new RegExp("第[ \\u3000]*(?:([〇零一二三四五六七八九十百千]{1,9})|([0-9]{1,4}))[ \\u3000]*条|([a-z0-9]+(?:[.][0-9]+)*)|([" + HAN + "])|(\\S)", "g");
  var OPEN = "〔﹝\\[（(【〖{<〈《「『", CLOSE = "〕﹞\\]）)】〗}>〉》」』";
  var NUMBER = new RegExp("([" + HAN + "]*)\\s*[" + OPEN + "]?\\s*((?:19|20)[0-9]{2})\\s*[" + CLOSE + "年]?\\s*第?\\s*0*([0-9]{1,6})\\s*[号號]", "g");
  var DIGITS = "零一二三四五六七八九", PLACES = { 十: 10, 百: 100, 千: 1000 };

  function narrow(text) {
    return text.replace(/[\uff01-\uff5eA-Z]/g, function (sign) { return sign.normalize("NFKC").toLowerCase(); });
  }

  function numeral(words) {
    var total = 0, digit = -1;
    Array.from(words.replace(/〇/g, "零")).forEach(function (sign) {
      if (PLACES[sign]) { total += (digit < 0 ? 1 : digit) * PLACES[sign]; digit = -1; }
      else digit = DIGITS.indexOf(sign);
    });
    return total + Math.max(digit, 0);
  }

  // The signs of a text in runs; each sign is [what it is, where it begins, where it ends].
  function runs(text) {
    var found, all = [], run = [], end = 0, narrowed = narrow(text);
    SIGN.lastIndex = 0;
    while ((found = SIGN.exec(narrowed))) {
      var broken = run.length && narrowed.slice(end, found.index).indexOf("\n") >= 0;
      if (found[5] || broken) { if (run.length) all.push(run); run = []; }
      end = SIGN.lastIndex;
      if (found[5]) continue;
      var article = found[2] ? Number(found[2]) : found[1] ? numeral(found[1]) : 0;
      var sign = article ? "§" + article : found[1] || found[2] ? found[0].replace(/[ \u3000]/g, "") : found[3] || found[4];
      run.push([sign, found.index, end]);
    }
    if (run.length) all.push(run);
    return all;
  }

  function pairs(signs) {
    var out = signs.filter(function (one) { return one.length > 1; });
    for (var n = 1; n < signs.length; n += 1) {
      var first = signs[n - 1], second = signs[n];
      var ascii = /[\x00-\x7f]$/.test(first) && /^[\x00-\x7f]/.test(second);
      out.push(ascii ? first + " " + second : first + second);
    }
    return out;
  }

  function bucketOf(piece, buckets) {
    var value = 0x811c9dc5;
    for (var n = 0; n < piece.length; n += 1) value = Math.imul(value ^ piece.charCodeAt(n), 0x01000193) >>> 0;
    return value % buckets;
  }

  var kept = new Map();
  function fetched(path, read) {
    if (!kept.has(path)) {
      kept.set(path, fetch(new URL("search/" + path, BASE)).then(function (answer) {
        if (!answer.ok) throw new Error(path);
        return read(answer);
      }));
    }
    return kept.get(path);
  }
  function inflated(answer) {
    return new Response(answer.body.pipeThrough(new DecompressionStream("deflate-raw"))).json();
  }
  function table() { return fetched("index.bin", function (answer) { return inflated(answer).then(shelved); }); }
  function shelved(found) {
    var start = 0;
    found.shelves = found.shelves.map(function (row) {
      var shelf = { unit: found.names[row[0]], collection: found.names[row[1]], year: row[2], standing: found.names[row[3]], from: start };
      start += row[4];
      shelf.to = start;
      return shelf;
    });
    return found;
  }
  function shelfOf(known, number) {
    var low = 0, high = known.shelves.length - 1;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (known.shelves[middle].to <= number) low = middle + 1; else high = middle;
    }
    return known.shelves[low];
  }

  // The entries that have a piece: number → 1 where it stands in the title.
  function having(known, piece) {
    var path = "p/" + bucketOf(piece, known.buckets) + ".bin?" + known.stamp;
    return fetched(path, function (answer) { return answer.arrayBuffer(); }).then(function (buffer) {
      var bytes = new Uint8Array(buffer), at = 0, wanted = new TextEncoder().encode(piece);
      function number() {
        var value = 0, shift = 0, byte;
        do { byte = bytes[at++]; value += (byte & 127) * Math.pow(2, shift); shift += 7; } while (byte > 127);
        return value;
      }
      while (at < bytes.length) {
        var length = number(), same = length === wanted.length;
        for (var n = 0; same && n < length; n += 1) same = bytes[at + n] === wanted[n];
        at += length;
        var end = number();
        end += at;
        if (!same) { at = end; continue; }
        var out = new Map(), last = 0;
        while (at < end) { var value = number(); last += value >> 1; out.set(last, value & 1); }
        return out;
      }
      return new Map();
    });
  }

  function textsOf(known, number) {
    var path = "t/" + Math.floor(number / known.together) + ".bin?" + known.stamp;
    return fetched(path, inflated).then(function (rows) {
      var row = rows[number % known.together];
      return { id: number, title: row[0], number: row[1], address: new URL(row[2], BASE).href, text: row[3] };
    });
  }

  // What was typed: document numbers, and words as lists of signs.
  function parsed(query) {
    var numbers = [], rest = narrow(query).replace(NUMBER, function (whole, code, year, n) {
      numbers.push(code + "/" + year + "/" + Number(n));
      return " ";
    });
    var words = [];
    rest.split(/\s+/).forEach(function (part) {
      runs(part).forEach(function (run) { words.push(run.map(function (sign) { return sign[0]; })); });
    });
    return { numbers: numbers, words: words };
  }

  // Where a word stands in a text: [from, to] of each place.
  function places(text, signs) {
    var out = [];
    runs(text).forEach(function (run) {
      for (var n = 0; n + signs.length <= run.length; n += 1) {
        var m = 0;
        while (m < signs.length && run[n + m][0] === signs[m]) m += 1;
        if (m === signs.length) out.push([run[n][1], run[n + m - 1][2]]);
      }
    });
    return out;
  }

  var BEST = { "in-force": 3, filed: 2, pending: 2, draft: 1, annulled: 0, superseded: 0, repealed: 0 };
  function allOf(maps) {
    maps = maps.slice().sort(function (a, b) { return a.size - b.size; });
    var out = new Map();
    (maps[0] || new Map()).forEach(function (inTitle, id) {
      var whole = maps.every(function (one) { return one.has(id); });
      if (whole) out.set(id, maps.reduce(function (least, one) { return Math.min(least, one.get(id)); }, 1));
    });
    return out;
  }

  function candidates(known, asked) {
    var wanted = asked.numbers.map(function (key) {
      return Promise.all([having(known, "=" + key), having(known, "~" + key)]).then(function (both) {
        var out = new Map();
        both[1].forEach(function (_, id) { out.set(id, 0); });
        both[0].forEach(function (_, id) { out.set(id, 1000); });
        return out;
      });
    });
    asked.words.forEach(function (signs) {
      var pieces = signs.length === 1 && signs[0].length === 1 ? ["^" + signs[0]] : pairs(signs);
      wanted.push(Promise.all(pieces.map(function (piece) { return having(known, piece); })).then(allOf));
    });
    return Promise.all(wanted).then(function (maps) {
      var found = [];
      allOf(maps).forEach(function (_, id) {
        var score = maps.reduce(function (sum, one) { return sum + one.get(id) * 10; }, 0);
        var shelf = shelfOf(known, id);
        found.push({ id: id, shelf: shelf, score: score + BEST[shelf.standing] });
      });
      return found.sort(order);
    });
  }
  function order(a, b) { return b.score - a.score || b.shelf.year - a.shelf.year || b.id - a.id; }

  // Up to `count` results from `from` on, best first, among those `keep` says; each with the places of the words.
  function search(query, keep, from, count) {
    var asked = parsed(query);
    if (!asked.words.length && !asked.numbers.length) return Promise.resolve({ total: 0, results: [], shelves: [] });
    return table().then(function (known) {
      return candidates(known, asked).then(function (all) {
        var kept = all.filter(function (one) { return !keep || keep(one.shelf); });
        return verified(known, asked, kept, from + count).then(function (found) {
          return { total: kept.length, results: found.slice(from), shelves: all.map(function (one) { return one.shelf; }) };
        });
      });
    });
  }
  function verified(known, asked, all, wanted, found) {
    found = found || [];
    var batch = all.slice(0, Math.max(wanted - found.length, 0));
    if (!batch.length) return Promise.resolve(found.sort(order));
    return Promise.all(batch.map(function (one) { return textsOf(known, one.id); })).then(function (texts) {
      texts.forEach(function (entry, n) {
        var hits = asked.words.map(function (signs) {
          return { title: places(entry.title, signs), text: places(entry.text, signs), number: places(entry.number, signs) };
        });
        if (!hits.every(function (one) { return one.title.length + one.text.length + one.number.length; })) return;
        var titled = hits.filter(function (one) { return one.title.length; }).length;
        found.push(Object.assign({}, batch[n], entry, { hits: hits, score: batch[n].score + 5 * titled }));
      });
      return verified(known, asked, all.slice(batch.length), wanted, found);
    });
  }

  window.placetSearch = { script: document.currentScript.src, runs: runs, pairs: pairs, bucketOf: bucketOf, parsed: parsed, search: search, table: table };
})();
