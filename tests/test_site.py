"""The site on disk: strict, the same bytes each time, sound links, and nothing fetched from elsewhere."""

from __future__ import annotations

import json
import posixpath
import re
import zlib
from collections.abc import Iterator
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from placet import messages
from placet.site import BuildError, BuildReport
from tests.portal.built import built, prepared


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return prepared(tmp_path_factory.mktemp("office"))


@pytest.fixture(scope="module")
def report(root: Path) -> BuildReport:
    return built(root, root / "site")


class Addresses(HTMLParser):
    """Collects what a page links to and what it loads."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.ids: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.links += [found["href"]] if tag == "a" and "href" in found else []
        self.loads += [found["src"]] if "src" in found else []
        self.loads += [found["href"]] if tag == "link" and "href" in found else []
        self.ids |= {found["id"]} if "id" in found else set()


def _pages(site: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(site.rglob("*.html")):
        yield str(path.relative_to(site)), path.read_text("utf-8")


def _digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_report_counts_the_pages(report: BuildReport, root: Path) -> None:
    codes = len(messages.codes()) + 1  # and their index
    written = sum(len(list((root / "docs" / folder).glob("*.md"))) for folder in ("guide", "reference"))
    assert (report.rendered, report.pages, report.out) == (35 + codes, 35 + codes + written, root / "site")
    assert len(list(_pages(report.out))) == report.pages + 1  # and 404.html


def test_same_input_gives_the_same_bytes(report: BuildReport, tmp_path: Path) -> None:
    again = built(prepared(tmp_path / "elsewhere"), tmp_path / "out")
    assert _digests(again.out) == _digests(report.out)


def test_every_link_resolves_and_nothing_is_loaded_from_elsewhere(report: BuildReport) -> None:
    pages = {path: Addresses(text) for path, text in _pages(report.out) if path != "404.html"}
    for path, addresses in pages.items():
        for link in addresses.links:
            if re.match(r"https?:", link):
                continue
            target, _, anchor = link.partition("#")
            there = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(target))) if target else path
            there = "index.html" if there == "." else there
            if there.endswith((".csv", ".xlsx", ".json", ".ics", ".xml")):
                assert (report.out / there).is_file(), f"{path}: {link}"
                continue
            assert there in pages, f"{path}: {link}"
            assert not anchor or anchor in pages[there].ids, f"{path}: {link}"
        for load in addresses.loads:
            assert not re.match(r"(https?:)?//", load), f"{path}: {load}"
            assert (report.out / posixpath.dirname(path) / load).is_file(), f"{path}: {load}"


def test_no_font_or_style_names_another_host(report: BuildReport) -> None:
    for path in sorted(report.out.rglob("*.css")):
        for address in re.findall(r"url\(([^)]*)\)|@import\s+(\S+)", path.read_text("utf-8")):
            assert not re.match(r"""["']?(https?:)?//""", "".join(address)), path.name


def test_search_index_holds_records_articles_and_guides(report: BuildReport) -> None:
    texts = [zlib.decompress(path.read_bytes(), -15) for path in sorted((report.out / "search" / "t").iterdir())]
    found = {address: (number, title) for text in texts for title, number, address, _ in json.loads(text)}
    assert found["records/hall/outgoing/2026/0001.html"] == ("临文馆〔2026〕1号", "关于举办暑期非遗培训班的通知")
    assert found["hall/documents/2026-01-01.html#a3"] == ("", "《公文处理办法》第三条 大额支出")
    assert found["guide/clerk.html"] == ("", "拟稿与登记")
    assert "records/hall/outgoing/2026/index.html" not in found


def test_a_broken_page_is_told_in_mkdocs_own_words(tmp_path: Path) -> None:
    office = prepared(tmp_path / "office")
    (office / "docs" / "guide" / "reader.md").write_text("# 指南\n\n[不存在](nowhere.md)\n", "utf-8")
    with pytest.raises(BuildError) as raised:
        built(office, tmp_path / "site")
    assert "Doc file 'guide/reader.md' contains a link 'nowhere.md', but the target" in str(raised.value)
