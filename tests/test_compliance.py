"""The compliance pages: counts are those of the verdicts, and every figure leads to what it counts."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Mapping
from urllib.parse import unquote

import pytest

from placet.cabinet import load
from placet.judge import judge
from placet.model import Skip, Status
from placet.pages import kept, render
from placet.pages.compliance import compliance_pages
from placet.pages.view import View
from placet.pages.words import Words
from placet.tree import WorkTree
from tests.portal.busy import busy
from tests.portal.small import make

FRONT, UNIT = "compliance.html", "compliance/hall.html"
KEPT = "compliance/hall/documents/2026-01-01.html"
DRAFT = "关于补发教具清单的函 &lt;script&gt;window.hit=1&lt;/script&gt;&lt;img src=x onerror=&#34;window.hit=1&#34;&gt;"
COUNT = re.compile(r'<td class="pl-amount pl-count--(\w+)">(?:<a href="([^"]+)">(\d+)</a>|0)</td>')
FIGURE = re.compile(r'<a class="pl-figure pl-figure--(\w+)" href="([^"]+)"><b>(\d+)</b>')


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> View:
    root = tmp_path_factory.mktemp("busy")
    make(root, notices=12)
    cabinet = load(WorkTree(busy(root)))
    assert cabinet.config.as_of is not None
    return View(cabinet, judge(cabinet, cabinet.config.as_of), Words())


@pytest.fixture(scope="module")
def pages(view: View) -> Mapping[str, str]:
    return {path: str(page.body) for path, page in compliance_pages(view).items()}


def verdicts(view: View) -> Counter[str]:
    return Counter(one.status.value for one in view.outcome.verdicts if one.status is not Status.NOT_APPLICABLE)


def counted(text: str) -> dict[str, int]:
    """What a table's figures of each name come to."""
    sums: Counter[str] = Counter()
    for name, _, count in COUNT.findall(text):
        sums[name] += int(count or 0)
    return dict(sums)


def list_at(text: str, anchor: str) -> list[str]:
    """The items of the list below a heading."""
    found = re.search(rf'id="{re.escape(anchor)}".*?<ul[^>]*>(.*?)</ul>', text, re.DOTALL)
    assert found, anchor
    return re.findall(r"<li>.*?</li>", found[1])


def test_the_front_counts_every_verdict_and_each_unit_adds_up(view: View, pages: Mapping[str, str]) -> None:
    sums = verdicts(view)
    assert {name: int(count) for name, _, count in FIGURE.findall(pages[FRONT])} == sums
    assert {name: counted(pages[FRONT])[name] for name in sums} == sums
    assert {name: counted(pages[UNIT])[name] for name in sums} == sums
    rules = [text for path, text in pages.items() if path.startswith("compliance/hall/documents/")]
    assert sum((Counter(counted(text)) for text in rules), Counter()) == sums


def test_no_figure_is_dead(view: View, pages: Mapping[str, str]) -> None:
    whole = {path: str(page.body) for path, page in render(view).items()}
    links = 0
    for path, text in pages.items():
        addresses = [address for _, address, count in COUNT.findall(text) if count]
        addresses += [address for _, address, _ in FIGURE.findall(text)]
        for address in addresses:
            target, _, anchor = address.partition("#")
            there = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(target))) if target else path
            assert not anchor or f'id="{anchor}"' in whole[there], f"{path}: {address}"
            links += 1
    assert links > 30


def test_a_figure_of_a_rule_leads_to_as_many_records(pages: Mapping[str, str]) -> None:
    text = pages[KEPT]
    lists = {address[1:]: int(count) for _, address, count in COUNT.findall(text) if count}
    assert {anchor: len(list_at(text, anchor)) for anchor in lists} == lists
    assert list_at(text, "r-check-in-time-breached") == [
        f'<li><a href="../../../records/hall/outgoing/drafts/jiaoju.html"><span class="pl-number">草稿</span> {DRAFT}</a></li>'
    ]
    assert list_at(text, "r-monthly-waiting") == [
        '<li><a href="../../../records/hall/minutes/index.html">馆务会议纪要 2026年6月</a></li>'
    ]


def test_long_lists_are_cut_into_sheets(view: View, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "SHEET", 5)
    pages = {path: str(page.body) for path, page in compliance_pages(view).items()}
    folder = KEPT.removesuffix(".html")
    sheets = [path for path in pages if path.startswith(f"{folder}/check-in-time-")]
    assert sheets == [f"{folder}/check-in-time-{number}.html" for number in (1, 2, 3)]
    assert [len(re.findall(r"<li><a ", pages[path])) for path in sheets] == [5, 5, 4]
    assert re.findall(r'<h2 id="(\w+)">', pages[sheets[0]]) == ["breached", "met"]
    row = re.search(r'<tr id="r-check-in-time">.*?</tr>', pages[KEPT])
    assert row
    assert COUNT.findall(row[0]) == [
        ("breached", "2026-01-01/check-in-time-1.html#breached", "1"),
        ("waiting", "", ""),
        ("met", "2026-01-01/check-in-time-1.html#met", "13"),
    ]
    assert "r-check-in-time-met" not in pages[KEPT]
    assert '<b aria-current="page">1</b><a href="check-in-time-2.html">2</a>' in pages[sheets[0]].replace("\n", "")


def test_breaches_are_listed_under_their_articles(pages: Mapping[str, str]) -> None:
    front = pages[FRONT]
    assert front.count("《公文处理办法》第二条") == 2
    assert "馆务会议纪要 2026年2月" in front
    assert 'href="records/hall/outgoing/drafts/jiaoju.html"' in front


def test_what_no_machine_judges_is_said_with_its_reason(pages: Mapping[str, str]) -> None:
    assert "立法目的，无记录可查" in pages[KEPT]
    assert counted(pages[UNIT])["unchecked"] == 3
    assert counted(pages[UNIT])["open"] == 0


def test_skips_are_said_by_reason_with_their_counts(view: View) -> None:
    skip = Skip("VER090", {"rule": "issue-order", "record": "records/hall/outgoing/2026/0001.md", "year": "2031"})
    outcome = type(view.outcome)(
        view.outcome.as_of, (), view.outcome.verdicts, (skip, skip), view.outcome.standings, view.outcome.rules
    )
    front = str(compliance_pages(View(view.cabinet, outcome, view.words))[FRONT].body)
    assert (
        '<h3 id="skip-VER090"><a href="codes/VER090.html">VER090</a> <small class="pl-inline">2次</small></h3>' in front
    )
    assert "2031" in front
