// Long lists made short: by words, by unit, by status, by what is overdue. What is chosen stands in the address, so it can be sent on.
(function () {
  "use strict";

  function sieve(form) {
    var groups = Array.prototype.slice.call(document.querySelectorAll("#" + form.dataset.of + " [data-group]")).map(function (group) {
      var rows = Array.prototype.slice.call(group.querySelectorAll("li"));
      return { group: group, unit: group.closest("[data-unit]"), rows: rows, texts: rows.map(function (row) { return (row.textContent + " " + (row.dataset.words || "")).toLowerCase(); }),
        head: group.querySelector("h2, h3").textContent.toLowerCase() };
    });
    var before = new Map();  // how the offices' parts lay before anything was asked
    var fields = form.elements, told = form.querySelector("output"), asked = new URLSearchParams(location.search);

    function run() {
      var words = fields.words.value.toLowerCase().split(/\s+/).filter(Boolean);
      var unit = fields.unit ? fields.unit.value : "", status = fields.status ? fields.status.value : "", late = Boolean(fields.overdue && fields.overdue.checked), count = 0, units = new Map();
      groups.forEach(function (one) {
        var here = 0;
        one.rows.forEach(function (row, place) {
          var text = one.head + " " + one.texts[place];
          row.hidden = Boolean(unit && one.unit.dataset.unit !== unit) || late && !("overdue" in row.dataset) ||
            Boolean(status && row.dataset.status.split(" ").indexOf(status) < 0) ||
            !words.every(function (word) { return text.includes(word); });
          here += !row.hidden;
        });
        one.group.hidden = !here;
        units.set(one.unit, (units.get(one.unit) || 0) + here);
        count += here;
      });
      var asks = Boolean(words.length || unit || status || late);
      units.forEach(function (here, section) {
        section.hidden = !here;
        if (asks && !before.has(section)) before.set(section, section.open);
        section.open = asks || (before.has(section) ? before.get(section) : section.open);
      });
      if (!asks) before.clear();
      told.textContent = asks ? told.dataset.says.replace("{count}", count) : "";
      var kept = new URLSearchParams();
      if (words.length) kept.set("words", fields.words.value);
      if (unit) kept.set("unit", unit);
      if (status) kept.set("status", status);
      if (late) kept.set("overdue", "1");
      // Files in a folder may not change their address.
      try { history.replaceState(null, "", location.pathname + (String(kept) ? "?" + kept : "") + location.hash); } catch (fault) { return; }
    }

    if (asked.has("words")) fields.words.value = asked.get("words");
    if (asked.has("unit") && fields.unit) fields.unit.value = asked.get("unit");
    if (asked.has("status") && fields.status) fields.status.value = asked.get("status");
    if (asked.has("overdue") && fields.overdue) fields.overdue.checked = true;
    form.addEventListener("input", run);
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    run();  // also for what was typed before this script came, or put back by the browser
  }

  document.querySelectorAll("form.pl-sieve[data-of]").forEach(sieve);
})();
