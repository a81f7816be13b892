"""`python -m tests.bench.search [--sizes 300,3000,10000]`: our search beside Material's, over the same documents.

Known items: sentences put into records of the bench's cabinet (known.yaml), official numbers in three styles of bracket,
titles, articles. Chromium asks both search boxes over a server on this machine; counted is what a server with gzip would
have sent of the files that only the search needs, scripts included. The first answer is from a page just opened, the
most bytes and the median time of several; index seconds of Material are those its search adds.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import http.server
import json
import os
import shutil
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml
from playwright.sync_api import Browser, Page

from placet.pages.view import View
from placet.pages.words import spoken_by_the_browser
from placet.search import assemble, part
from tests.bench import cabinet, peers
from tests.portal.window import chromium

SIZES = (300, 3_000, 10_000)
_STATIC = cabinet.PROJECT / "scripts" / "placet" / "site" / "static"
_SERIES = {"expense": "青文旅支", "outing": "青文旅外", "seal-use": "青文旅印"}
_HEAD = ("documents", "search", "recall@10", "first", "KB first", "ms first", "ms later", "files", "index MB", "made s")


@dataclass(frozen=True)
class Query:
    """What is typed, and the page that is sought."""

    ask: str
    find: str


@dataclass(frozen=True)
class Engine:
    """A search box on a page: how to type into it, when it has answered, which links it gives."""

    name: str
    page: str
    box: str
    idle: str
    answered: str
    links: str


OURS = Engine(
    "placet",
    "search.html",
    ".pl-search__input",
    "document.querySelector('.pl-search__told').textContent === ''",
    "document.querySelector('.pl-search__told').textContent !== ''",
    ".pl-found__link",
)
MATERIAL = Engine(
    "material",
    "index.html",
    "[data-md-component=search-query]",
    "document.querySelector('.md-search-result__meta').textContent.trim() === '键入以开始搜索'",
    "/符合条件/.test(document.querySelector('.md-search-result__meta').textContent)",
    ".md-search-result__item > a",
)
_TYPE = """async ([box, words, done]) => {
  const input = document.querySelector(box), start = performance.now();
  input.focus();
  input.value = words;
  for (const kind of ["input", "keyup"]) input.dispatchEvent(new Event(kind, { bubbles: true }));
  while (!eval(done)) await new Promise(resolve => requestAnimationFrame(resolve));
  return performance.now() - start;
}"""
_LINKS = "([links, base]) => [...document.querySelectorAll(links)].slice(0, 10).map(one => one.href.slice(base.length))"


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    documents: int
    engine: str
    found: float
    first: float
    sent: int
    soonest: float
    later: float
    files: int
    size: int
    made: float

    @property
    def cells(self) -> tuple[str, ...]:
        """The line as the table shows it."""
        figures = (self.sent / 1000, self.soonest, self.later)
        shown = [f"{self.found:.2f}", f"{self.first:.2f}", *(f"{figure:,.0f}" for figure in figures)]
        return (
            f"{self.documents:,}",
            self.engine,
            *shown,
            f"{self.files:,}",
            f"{self.size / 1e6:.2f}",
            f"{self.made:.1f}",
        )


@dataclass
class Counting:
    """What a server with gzip would have sent of the files that only a search needs."""

    address: str
    sent: int = 0
    _lock: Any = field(default_factory=threading.Lock)

    def add(self, path: str, data: bytes) -> None:
        """Count a file that was asked for."""
        if "search" in path or "lunr" in path:
            with self._lock:
                self.sent += _sent(data)


@functools.cache
def _sent(data: bytes) -> int:
    return min(len(data), len(gzip.compress(data, 6)))


@contextmanager
def serving(site: Path) -> Iterator[Counting]:
    """Serve a folder on this machine and count."""

    class Handler(http.server.SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's word
            """Say nothing."""

        def copyfile(self, source: Any, outputfile: Any) -> None:
            data = source.read()
            counted.add(self.path, data)
            outputfile.write(data)

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(site)))
    counted = Counting(f"http://127.0.0.1:{server.server_port}/")
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield counted
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def prepared(root: Path, records: int) -> list[Query]:
    """Make a cabinet of so many records at `root`, put what is sought into it, and return the queries."""
    cabinet.make(root, records)
    for path in sorted((root / "records" / "bureau").glob("*-*/register.yaml")):
        kind = path.parent.name.rsplit("-", 1)[0]
        with path.open("a", encoding="utf-8") as register:
            register.write(f"series: {_SERIES.get(kind, kind)}〔{{year}}〕{{n}}号\n")
    papers = sorted((root / "records" / "bureau").glob("*-*/[0-9]*/*.md"))
    known = yaml.safe_load((Path(__file__).parent / "known.yaml").read_text("utf-8"))
    step = len(papers) // (len(known) + 10)
    for place, one in enumerate(known):
        papers[place * step].write_text(f"{papers[place * step].read_text('utf-8')}\n{one['says']}\n", "utf-8")
    words = [(ask, papers[place * step]) for place, one in enumerate(known) for ask in one["ask"]]
    return [Query(ask, f"{path.relative_to(root).with_suffix('')}.html") for ask, path in words]


def from_view(seen: View, numbered: int = 9, titled: int = 3) -> list[Query]:
    """Queries for official numbers in three styles of bracket, for titles, and for articles."""
    cards = [card for path, card in sorted(seen.cards.items()) if card.register != "bureau/seals"]
    spread = [cards[(place * 2 + 1) * len(cards) // (2 * (numbered + titled))] for place in range(numbered + titled)]
    styles = ("〔〕", "[]", "（）")
    asks = [
        (card.name.replace("〔", style[0]).replace("〕", style[1]), card)
        for card, style in zip(spread[:numbered], styles * numbered, strict=False)
    ]
    asks += [(card.title, card) for card in spread[numbered:]]
    latest = {one.id: one for one in seen.regulations}
    articles = [(f"{one.title} {one.articles[5].label.split()[0]}", one.path) for one in list(latest.values())[:3]]
    return [Query(ask, f"{card.path.removesuffix('.md')}.html") for ask, card in asks] + [
        Query(ask, f"{path.removeprefix('docs/').removesuffix('.md')}.html") for ask, path in articles
    ]


def ours(seen: View, site: Path) -> tuple[float, list[Path]]:
    """Make our index and the page that asks it; seconds of the index, and its files."""
    found = peers.entries(seen, {})
    start = time.perf_counter()
    made = assemble({name: part(some) for name, some in found.items()}).made
    for path, data in made.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(data)
    seconds = time.perf_counter() - start
    scripts = site / "assets" / "placet"
    scripts.mkdir(parents=True)
    (scripts / "words.js").write_text(f"window.placetWords = {json.dumps(spoken_by_the_browser('zh'))};", "utf-8")
    for name in ("search.js", "search-box.js"):
        shutil.copy(_STATIC / name, scripts)
    loaded = "".join(f'<script src="assets/placet/{name}.js"></script>' for name in ("words", "search", "search-box"))
    page = f'<!doctype html><html lang="zh"><meta charset="utf-8"><title>t</title><div id="pl-search"></div>{loaded}'
    (site / "search.html").write_text(page, "utf-8")
    return seconds, [site / path for path in made]


def material(seen: View, folder: Path) -> tuple[float, list[Path]]:
    """Build the documents with Material twice; the seconds that its search adds, and its index."""
    seconds = []
    found = peers.documents(seen)
    for search in (False, True):
        peers.write(folder, found, search=search)
        start = time.perf_counter()
        env = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
        subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q"], cwd=folder, env=env, check=True)
        seconds.append(time.perf_counter() - start)
    return seconds[1] - seconds[0], [folder / "site" / "search" / "search_index.json"]


def asked(browser: Browser, engine: Engine, site: Path, queries: Sequence[Query], fresh: int) -> dict[str, float]:
    """Ask everything once, and `fresh` of the queries each from a page just opened."""
    with serving(site) as server:
        firsts = [_first(browser, engine, server, query.ask) for query in queries[:: max(1, len(queries) // fresh)]]
        with _opened(browser, engine, server) as page:
            page.evaluate(_TYPE, [engine.box, queries[0].ask, engine.answered])
            later, ranks = [], []
            for query in queries:
                page.evaluate(_TYPE, [engine.box, "", engine.idle])
                later.append(page.evaluate(_TYPE, [engine.box, query.ask, engine.answered]))
                links = page.evaluate(_LINKS, [engine.links, server.address])
                pages = list(dict.fromkeys(link.partition("#")[0].partition("?")[0] for link in links))
                ranks.append(pages.index(query.find) if query.find in pages else None)
    return {
        "found": sum(rank is not None for rank in ranks) / len(ranks),
        "first": sum(rank == 0 for rank in ranks) / len(ranks),
        "sent": max(sent for _, sent in firsts),
        "soonest": statistics.median(seconds for seconds, _ in firsts),
        "later": statistics.median(later),
    }


@contextmanager
def _opened(browser: Browser, engine: Engine, server: Counting) -> Iterator[Page]:
    context = browser.new_context(base_url=server.address)
    page = context.new_page()
    page.goto(engine.page, wait_until="domcontentloaded")
    yield page
    context.close()


def _first(browser: Browser, engine: Engine, server: Counting, words: str) -> tuple[float, int]:
    before = server.sent
    with _opened(browser, engine, server) as page:
        page.set_default_timeout(120_000)
        return page.evaluate(_TYPE, [engine.box, words, engine.answered]), server.sent - before


def measure(records: int, root: Path, engines: Sequence[str]) -> list[Row]:
    """Make the documents in `root` and ask the engines named."""
    queries = prepared(root / "cabinet", records)
    seen = peers.view(root / "cabinet")
    queries += from_view(seen)
    rows = []
    with chromium() as browser:
        for engine, make, fresh in ((OURS, ours, 12), (MATERIAL, material, 3)):
            if engine.name not in engines:
                continue
            made, files = make(seen, root / engine.name)
            site = root / engine.name / ("site" if engine is MATERIAL else "")
            figures = asked(browser, engine, site, queries, fresh)
            size = sum(path.stat().st_size for path in files)
            rows.append(Row(records, engine.name, files=len(files), size=size, made=made, **figures))  # type: ignore[arg-type]
    return rows


def table(rows: Sequence[Row]) -> str:
    """The rows under their heads, columns aligned."""
    lines = [_HEAD, *(row.cells for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(_HEAD))]
    return "".join(
        "  ".join(cell.rjust(width) for cell, width in zip(line, widths, strict=True)) + "\n" for line in lines
    )


def main(words: list[str] | None = None) -> None:
    """Measure the sizes asked for and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="how many records, separated by commas")
    parser.add_argument("--engines", default="placet,material", help="which searches, separated by commas")
    options = parser.parse_args(words)
    engines = options.engines.split(",")
    if "material" in engines and not find_spec("jieba"):
        raise SystemExit("Material's search cuts Chinese words with jieba, which is not installed")
    rows = []
    for size in map(int, options.sizes.split(",")):
        with TemporaryDirectory(prefix="placet-bench-") as temporary:
            rows += measure(size, Path(temporary), engines)
    sys.stdout.write(table(rows))


if __name__ == "__main__":
    main()
