"""The portal's search: cut alike in Python and in the browser, and known items found, first where they are sought.

The queries are those a reader of the sample would type: words inside sentences, numbers in three styles, names,
titles, articles; each with the page that is sought. `make bench` measures size and speed beside the theme's own search.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Page

from placet.cabinet import load
from placet.judge import judge
from placet.pages.view import View
from placet.pages.words import Words
from placet.search import entries, files
from placet.search.entries import Entry
from placet.search.files import bucket_of
from placet.search.signs import number_keys, pairs, runs
from placet.tree import WorkTree
from tests.portal.window import DESKTOP, chromium, served, window

ROOT = Path(__file__).resolve().parents[1]
STATIC = ROOT / "scripts" / "placet" / "site" / "static"
QUERIES = yaml.safe_load((Path(__file__).parent / "portal" / "queries.yaml").read_text("utf-8"))
_PAGE = '<!doctype html><html lang="zh"><meta charset="utf-8"><link rel="icon" href="data:,"><title>t</title>'


@dataclass(frozen=True)
class Found:
    """A page with the search loaded, over an index of the sample, and what the index was made of."""

    page: Page
    made: tuple[Entry, ...]
    bytes: list[int]

    def addresses(self, query: str) -> list[str]:
        """Addresses of the first ten, as the index writes them."""
        asked = "([query, base]) => placetSearch.search(query, null, 0, 10).then(a => a.results.map(r => r.address.slice(base)))"
        base = len(self.page.evaluate("new URL('/', location.href).href"))
        found: list[str] = self.page.evaluate(asked, [query, base])
        return found


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Found]:
    cabinet = load(WorkTree(ROOT))
    assert cabinet.config.as_of is not None
    guides = {f"guide/{path.name}": path.read_text("utf-8") for path in sorted((ROOT / "docs" / "guide").glob("*.md"))}
    made = entries(View(cabinet, judge(cabinet, cabinet.config.as_of), Words()), guides)
    site = tmp_path_factory.mktemp("search")
    for path, data in files(made).items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(data)
    (site / "assets" / "placet").mkdir(parents=True)
    shutil.copy(STATIC / "search.js", site / "assets" / "placet")
    (site / "index.html").write_text(f'{_PAGE}<script src="assets/placet/search.js"></script>', "utf-8")
    with served(site) as address, chromium() as browser, window(browser, address, DESKTOP) as page:
        sizes: list[int] = []
        page.on("response", lambda answer: sizes.append(int(answer.headers.get("content-length", "0"))))
        page.goto("index.html")
        yield Found(page, made, sizes)


def test_the_same_entries_give_the_same_files(sample: Found) -> None:
    assert files(sample.made) == files(sample.made)


def test_browser_and_program_cut_every_text_alike(sample: Found) -> None:
    texts = [text for entry in sample.made for text in (entry.title, entry.text)]
    texts += ["第二十三条之一", "Ａ１－b2.5 ＩＤ", "第 ３ 条\n第一千零一条", "𠮷野家", "ß İ ﬁ 〇", ""]
    cut = "texts => texts.map(text => placetSearch.runs(text).map(run => run.map(sign => sign[0])))"
    assert sample.page.evaluate(cut, texts) == [list(runs(text)) for text in texts]
    pieces = sorted({piece for text in texts for run in runs(text) for piece in pairs(run)})
    reckoned = sample.page.evaluate("pieces => pieces.map(piece => placetSearch.bucketOf(piece, 1024))", pieces)
    assert reckoned == [bucket_of(piece, 1024) for piece in pieces]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("青文旅发〔2025〕10号", ["青文旅发/2025/10"]),
        ("青文旅发[2025]第010号", ["青文旅发/2025/10"]),
        ("青文旅发（２０２５）１０号", ["青文旅发/2025/10"]),
        ("2025年第10号", ["/2025/10"]),
        ("第10号", []),
    ],
)
def test_a_number_is_one_key_in_every_style(sample: Found, text: str, keys: list[str]) -> None:
    assert number_keys(text) == keys
    assert sample.page.evaluate("text => placetSearch.parsed(text).numbers", text) == keys


def test_known_items_are_found_and_nearly_always_first(sample: Found) -> None:
    """Exact strings: every one in the first ten; the sought page first in at least 0.95 of them."""
    asked = [(query["ask"], query["find"]) for query in QUERIES]
    assert len(asked) >= 60
    answers = {ask: sample.addresses(ask) for ask, _ in asked}
    assert [(ask, find, answers[ask][:3]) for ask, find in asked if find not in answers[ask]] == []
    first = [find == answers[ask][0] for ask, find in asked]
    assert sum(first) / len(first) >= 0.95, [ask for (ask, _), good in zip(asked, first, strict=True) if not good]


def test_an_answer_takes_few_bytes(sample: Found) -> None:
    """The table of the index, the pieces asked for, and the texts of what is shown."""
    for query in ("通知", "回访", "青文旅发〔2025〕10号", "发文管理制度 第六条"):
        sample.page.reload()
        sample.bytes.clear()
        assert sample.addresses(query)
        assert sum(sample.bytes) <= 40_000, (query, sample.bytes)


def test_what_is_in_force_comes_before_what_was_repealed(sample: Found) -> None:
    found = sample.addresses("公章管理制度 第五条")
    assert [address for address in found if address.startswith("bureau/seals/")] == [
        "bureau/seals/2025-01-01.html#a5",
        "bureau/seals/2024-01-01.html#a5",
    ]


def test_a_query_of_signs_alone_finds_nothing_and_breaks_nothing(sample: Found) -> None:
    for query in ("", "〔〕", "!?。", "<img src=x onerror=alert(1)>", "第条", "\u0000", "查无此语查无此语"):
        assert sample.addresses(query) == []
