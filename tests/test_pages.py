"""The portal's pages: the small cabinet gives exactly these pages, and hostile words stay words."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path
from shutil import rmtree
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placet import messages
from placet.cabinet import load
from placet.exports import exports
from placet.judge import judge
from placet.pages import dates, render
from placet.pages.escape import html_text, line
from placet.pages.prose import manual, prose
from placet.pages.view import View
from placet.pages.words import Words, keys
from placet.tree import WorkTree
from tests.portal.small import make

EXPECTED = Path(__file__).parent / "portal" / "expected"


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> View:
    """The small cabinet, judged."""
    root = tmp_path_factory.mktemp("small")
    make(root)
    cabinet = load(WorkTree(root))
    assert cabinet.config.as_of is not None
    return View(cabinet, judge(cabinet, cabinet.config.as_of), Words())


@pytest.fixture(scope="module")
def pages(view: View) -> Mapping[str, str]:
    """What the small cabinet's pages say."""
    return {path: str(page.body) for path, page in render(view).items()}


class Anchors(HTMLParser):
    """Collects where a page links to, which ids it has, and which elements it uses."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note one element."""
        found = dict(attrs)
        self.elements.append((tag, found))
        self.links += [found["href"] or ""] if tag == "a" and "href" in found else []
        self.ids += [found["id"] or ""] if "id" in found else []


def html_of(page: str) -> Anchors:
    """Return what the page's HTML holds."""
    parser = Anchors()
    parser.feed(page)
    return parser


def test_pages_are_exactly_the_expected_ones(pages: Mapping[str, str], request: pytest.FixtureRequest) -> None:
    pages = {path: text for path, text in pages.items() if not path.startswith("codes/")}
    if request.config.getoption("--regen"):
        rmtree(EXPECTED)
        for path, text in pages.items():
            (EXPECTED / path).parent.mkdir(parents=True, exist_ok=True)
            (EXPECTED / path).write_text(text, "utf-8")
    expected = {str(path.relative_to(EXPECTED)): path.read_text("utf-8") for path in sorted(EXPECTED.rglob("*.html"))}
    assert list(pages) == sorted(expected)
    for path, text in pages.items():
        assert text == expected[path], path


def test_every_message_code_has_a_page_with_its_manual_and_a_line_in_the_index(pages: Mapping[str, str]) -> None:
    index = pages["codes/index.html"]
    assert len(messages.codes()) > 200
    for code in messages.codes():
        assert str(manual(messages.page(code, "zh"))) in pages[f"codes/{code}.html"]
        assert f"{code}.html" in index


def test_every_link_between_pages_leads_to_a_page_and_an_anchor(pages: Mapping[str, str], view: View) -> None:
    taken = exports(view)
    found = {path: html_of(text) for path, text in pages.items()}
    count = 0
    for path, anchors in found.items():
        for link in anchors.links:
            if link.startswith(("http://", "https://", "mailto:")):
                continue
            target, _, anchor = link.partition("#")
            there = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(target))) if target else path
            assert there in found or there in taken, f"{path}: {link}"
            assert not anchor or anchor in found[there].ids, f"{path}: {link}"
            count += 1
    assert count > 60


def test_words_of_records_run_no_script_and_fetch_nothing(pages: Mapping[str, str]) -> None:
    for path, text in pages.items():
        for tag, attributes in html_of(text).elements:
            assert tag not in ("script", "img", "iframe", "object", "embed", "link", "style"), path
            assert tag != "svg" or (attributes["class"] or "").startswith("pl-chart"), path
            assert "style" not in attributes, path
            assert not [name for name in attributes if name.startswith("on")], path
            assert not re.match(r"\s*(javascript|data|vbscript):", attributes.get("href") or ""), path


def test_a_draft_cites_the_numbered_document_and_the_document_names_the_draft(pages: Mapping[str, str]) -> None:
    draft = pages["records/hall/outgoing/drafts/jiaoju.html"]
    filed = pages["records/hall/outgoing/2026/0001.html"]
    assert '<a class="pl-cite" href="../2026/0001.html" rel="noopener noreferrer">临文馆〔2026〕1号</a>' in draft
    assert 'href="../drafts/jiaoju.html"' in filed
    assert (
        'href="../../../../hall/documents/2026-01-01.html#a3" rel="noopener noreferrer">《公文处理办法》第三条</a>'
        in filed
    )


def test_the_portals_own_words_are_english_when_asked(tmp_path: Path) -> None:
    make(tmp_path)
    cabinet = load(WorkTree(tmp_path))
    assert cabinet.config.as_of is not None
    home = render(View(cabinet, judge(cabinet, cabinet.config.as_of), Words("en")))["index.html"].body
    assert "Is there a rule on this?" in home
    assert "这件事有没有规定" not in home


def test_every_word_is_there_in_both_languages() -> None:
    chinese, english = Words("zh"), Words("en")
    assert all(chinese(key) and english(key) for key in keys())


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>\n"),
        ("[a](javascript:x)", "<p>[a](javascript:x)</p>\n"),
        ("[a](../b.md)", '<p><a rel="noopener noreferrer">a</a></p>\n'),
        ("[a](https://b.cn)", '<p><a href="https://b.cn" rel="noopener noreferrer">a</a></p>\n'),
        ("# 一、甲", "<h2>一、甲</h2>\n"),
        ("### 甲\n##### 乙\n#### 丙\n## 丁", "<h2>甲</h2>\n<h3>乙</h3>\n<h3>丙</h3>\n<h2>丁</h2>\n"),
        ("```\n--8<-- x\n```", "<pre><code>--8&lt;-- x\n</code></pre>\n"),
        ("甲 {{ config }} {% raw %}", "<p>甲 {{ config }} {% raw %}</p>\n"),
        ("`a`~~b~~", "<p><code>a</code><s>b</s></p>\n"),
        (
            "各科：\n\n请办。\n\n某馆\\\n2026年3月4日",
            '<p class="pl-addressees">各科：</p>\n<p>请办。</p>\n<p class="pl-signed">某馆<br>\n2026年3月4日</p>\n',
        ),
        (
            "请办。\n\n某馆\n2026年3月4日\n",
            '<p>请办。</p>\n<p class="pl-signed">某馆<br>\n2026年3月4日</p>\n',
        ),
        (
            "各科：\n\n请办。\n\n某馆",
            '<p class="pl-addressees">各科：</p>\n<p>请办。</p>\n<p class="pl-signed">某馆</p>\n',
        ),
        ("请办。\n\n某馆", "<p>请办。</p>\n<p>某馆</p>\n"),
        ("- 各科：\n- 某馆", "<ul>\n<li>各科：</li>\n<li>某馆</li>\n</ul>\n"),
    ],
)
def test_prose(markdown: str, html: str) -> None:
    assert prose(markdown, lambda text: str(html_text(text))) == html


def test_equal_moments_of_two_offsets_are_said_as_they_were_written() -> None:
    east, west = datetime.fromisoformat("2024-03-04T00:30+08:00"), datetime.fromisoformat("2024-03-03T16:30+00:00")
    assert east == west
    words = Words()
    assert [dates.moment(one, words) for one in (east, west)] == ["2024年3月4日 00:30", "2024年3月3日 16:30"]


def test_titles_are_one_line() -> None:
    assert line("甲\x00\n 乙\u2028丙") == "甲 乙 丙"


@given(st.text())
def test_no_text_leaves_its_element(text: str) -> None:
    assert [tag for tag, _ in html_of(f'<div title="{html_text(text)}">{html_text(text)}</div><p></p>').elements] == [
        "div",
        "p",
    ]
