"""How long a reader waits at a register of 20,000 rows in one year, in Chromium: first rows, the rest, searching, sorting."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from playwright.sync_api import Page

from tests.portal.built import built, prepared
from tests.portal.many import REGISTER, add
from tests.portal.window import DESKTOP, chromium, served, window

ROWS = 20_000
_YEAR = 2025
_RUNS = 5
#: Does something at the page and answers after how many milliseconds its rows were drawn again.
_TIMED = """([what, value]) => new Promise((done) => {
  const body = document.querySelector(".pl-book tbody"), start = performance.now();
  new MutationObserver((_, seen) => {
    seen.disconnect();
    requestAnimationFrame(() => done(performance.now() - start));
  }).observe(body, { childList: true });
  if (what === "sort") document.querySelector(`.pl-book th[data-id=${value}] button`).click();
  else {
    const field = document.querySelector(`.pl-book [name="${what}"]`);
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
})"""
_DOES = (
    ("first search, rows.js read", "with-words", "之1999"),
    ("search", "with-words", "消防"),
    ("choose", "section", "培训部"),
    ("back to all", "section", ""),
    ("clear words", "with-words", ""),
    ("sort by amount", "sort", "amount"),
    ("sort by title", "sort", "title"),
    ("sort again", "sort", "title"),
)


def measured() -> Iterator[tuple[str, float]]:
    """Yield what a reader does and how many milliseconds pass until its rows are there: the median of five runs."""
    with tempfile.TemporaryDirectory(prefix="placet-") as folder:
        root = prepared(Path(folder))
        out = built(root, root / "site").out
        add(root, out, {_YEAR: ROWS})
        runs = []
        with served(out) as address, chromium() as browser:
            for _ in range(_RUNS):
                with window(browser, address, DESKTOP) as page:
                    runs.append(dict(_once(page)))
    for name in runs[0]:
        yield name, median(run[name] for run in runs)


def _once(page: Page) -> Iterator[tuple[str, float]]:
    page.goto(f"records/{REGISTER}/{_YEAR}/index.html")
    page.locator(".pl-book tbody tr").nth(99).wait_for()
    painted = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
    yield "first rows painted", page.evaluate(painted)
    for name, what, value in _DOES:
        yield name, page.evaluate(_TIMED, [what, value])


if __name__ == "__main__":
    sys.stdout.write(f"| {ROWS:,} rows of one year | ms |\n| --- | ---: |\n")
    for name, milliseconds in measured():
        sys.stdout.write(f"| {name} | {milliseconds:.0f} |\n")
