"""Statistics: what is counted, how it is drawn, and that the numbers beside the pictures are the records' own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
from markupsafe import Markup

from placet.cabinet import load
from placet.judge import judge
from placet.model import Act, ActKind, Field, Kind
from placet.pages import dates, tallies
from placet.pages.chart import Chart, Row, Value, bars, cells, columns, percent, plain
from placet.pages.page import Page
from placet.pages.rhythm import SIGNS, kept_by_year, rhythm_verdicts
from placet.pages.statistics import statistics_pages
from placet.pages.steps import steps_of
from placet.pages.view import View
from placet.pages.words import Words
from placet.standing import Standing
from placet.tree import WorkTree
from tests.portal.busy import busy
from tests.portal.small import make

REGULATION = "docs/hall/documents/2026-01-01.md"
CHINA = timezone(timedelta(hours=8))
KIND = Kind(
    "letter",
    "函",
    "date",
    {"date": Field("date", "日期", "date")},
    {
        "draft": ActKind("draft", "拟稿"),
        "check": ActKind("check", "核稿"),
        "number": ActKind("number", "编号"),
        "seal": ActKind("seal", "用印"),
        "object": ActKind("object", "异议", objection=True),
    },
    (),
)


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> View:
    root = tmp_path_factory.mktemp("busy")
    make(root, notices=12)
    cabinet = load(WorkTree(busy(root)))
    assert not cabinet.findings
    assert cabinet.config.as_of is not None
    return View(cabinet, judge(cabinet, cabinet.config.as_of), Words())


@pytest.fixture(scope="module")
def pages(view: View) -> Mapping[str, Page]:
    return statistics_pages(view)


def act(name: str, minutes: int, *, valid: bool = True, withdrawn_by: int = 0) -> Standing:
    at = datetime(2026, 3, 2, 9, tzinfo=CHINA) + timedelta(minutes=minutes)
    return Standing(Act(minutes, name, "someone", at), valid, withdrawn_by=withdrawn_by)


def test_steps_run_from_the_first_act_to_the_number_and_no_further() -> None:
    slip = (act("draft", 0), act("check", 90), act("number", 100), act("seal", 5000))
    assert steps_of(slip, KIND) == (("check", 90), ("number", 10))
    assert steps_of(slip[:2], KIND) == ()


def test_acts_that_do_not_stand_and_objections_are_no_steps() -> None:
    slip = (
        act("draft", 0),
        act("object", 5),
        act("check", 10, valid=False),
        act("check", 20, withdrawn_by=6),
        act("check", 40),
        act("number", 70),
    )
    assert steps_of(slip, KIND) == (("check", 40), ("number", 30))


@pytest.mark.parametrize(
    ("minutes", "said"), [(0, "0分钟"), (59, "59分钟"), (60, "1小时"), (90, "1.5小时"), (1440, "1天"), (3600, "2.5天")]
)
def test_spans_are_said_in_minutes_hours_or_days(minutes: int, said: str) -> None:
    assert dates.span(minutes, Words()) == said


def test_what_is_counted(view: View) -> None:
    found = tallies.counted(view.facts.values())
    assert {one.card.is_draft or bool(one.card.annulled) for one in found} == {False}
    year = [one for one in found if one.card.year == 2026]
    assert tallies.by_month(year) == {
        "hall/outgoing": [0, 0, 13, 0, 0, 0, 0, 0, 0, 0, 0, 0],
        "hall/minutes": [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    }
    assert [(one.register, one.act, one.papers, one.middle, one.longest) for one in tallies.waits(year)] == [
        ("hall/minutes", "number", 1, 60, 60),
        ("hall/outgoing", "check", 13, 60, 60),
        ("hall/outgoing", "issue", 13, 60, 60),
        ("hall/outgoing", "number", 13, 60, 60),
    ]
    assert [(one.register, one.papers, one.middle) for one in tallies.ways(year)] == [
        ("hall/outgoing", 13, 180),
        ("hall/minutes", 1, 60),
    ]
    assert tallies.spending(year) == [tallies.Sum("hall/outgoing", "通知", 1, Decimal(26000))]


def test_limits_count_the_rules_with_a_time_limit_alone(view: View) -> None:
    rules = tallies.limited(view.outcome.rules)
    assert rules == {(REGULATION, "check-in-time"), (REGULATION, "issue-in-time")}
    assert tallies.kept(view.facts.values(), rules) == {
        (REGULATION, "check-in-time"): Counter({"met": 13, "breached": 1}),
        (REGULATION, "issue-in-time"): Counter({"met": 13, "waiting": 1}),
    }


def test_a_rate_counts_what_is_over() -> None:
    assert tallies.rate(Counter(met=3, breached=1, waiting=5)) == 0.75
    assert tallies.rate(Counter(waiting=2)) is None


def test_the_other_registers_are_summed_up_month_by_month() -> None:
    months = {"a": [3, 1], "b": [2, 2], "c": [1, 1], "d": [0, 1]}
    assert tallies.fullest(months, 2) == ({"a": [3, 1], "b": [2, 2]}, [1, 2])
    assert tallies.fullest(months, 4) == (months, [])


def test_numbers_of_pictures_are_the_same_everywhere() -> None:
    assert [plain(number) for number in (0, 1, 2.5, 100 / 3, 99.999)] == ["0", "1", "2.5", "33.33", "100"]
    assert percent(12.5) == "12.5%"


def drawn(chart: Chart) -> ET.Element:
    """A chart's drawing, its names without their namespace."""
    root = ET.fromstring(chart.drawing)
    for one in root.iter():
        one.tag = one.tag.removeprefix("{http://www.w3.org/2000/svg}")
    return root


def parts(chart: Chart) -> list[tuple[str, ...]]:
    """The rectangles of a chart: their texture, place and size, and what they stand for."""
    found = drawn(chart).findall("rect")
    sizes = ("x", "y", "width", "height")
    return [
        (one.attrib["class"].rpartition("-")[2], *(one.attrib[size] for size in sizes), one.findtext("title", ""))
        for one in found
    ]


def words(chart: Chart) -> list[tuple[str, str]]:
    """The words in a chart, and at which end they stand."""
    return [(one.text or "", one.attrib["text-anchor"]) for one in drawn(chart).findall("text")]


def test_bars_fill_the_width_with_the_longest() -> None:
    chart = bars("x", "甲", "乙", [Row("长", "4", (Value(4, "t1", "四"),)), Row("短", "1", (Value(1, "t1", "一"),))])
    assert parts(chart) == [
        ("none", "0", "20", "100%", "12", ""),
        ("t1", "0%", "20", "100%", "12", "四"),
        ("none", "0", "58", "100%", "12", ""),
        ("t1", "0%", "58", "25%", "12", "一"),
    ]
    assert words(chart) == [("长", "start"), ("4", "end"), ("短", "start"), ("1", "end")]


def test_shares_of_a_whole_lie_end_to_end() -> None:
    chart = bars(
        "x", "甲", "乙", [Row("行", "75%", (Value(0.75, "met", "按时"), Value(0.25, "breached", "逾期")))], whole=1
    )
    assert parts(chart) == [("met", "0%", "20", "75%", "12", "按时"), ("breached", "75%", "20", "25%", "12", "逾期")]


def test_a_label_is_cut_where_a_telephone_has_no_room() -> None:
    chart = bars("x", "甲", "乙", [Row("一二三四五六七八九十" * 3, "1", ())])
    assert words(chart)[0] == ("一二三四五六七八九十一二三四五六七八九十一二…", "start")


def test_columns_are_stacked_and_named() -> None:
    chart = columns("x", "甲", "乙", ["1月", "2月"], {"函": [1, 0], "通知": [1, 4]})
    assert parts(chart) == [
        ("t1", "8%", "147.5", "34%", "42.5", "1月 函 1"),
        ("t2", "8%", "105", "34%", "42.5", "1月 通知 1"),
        ("t2", "58%", "20", "34%", "170", "2月 通知 4"),
    ]
    assert [what for _, what in chart.legend] == ["函", "通知"]
    samples = [ET.fromstring(sample)[-1].attrib for sample, _ in chart.legend]
    assert [(one["class"], one.get("fill", "")) for one in samples] == [
        ("pl-fill-t1", ""),
        ("pl-fill-t2", "url(#x-t2)"),
    ]
    assert [one.attrib["id"] for one in drawn(chart).iter("pattern")] == ["x-t2"]


def test_nothing_can_be_drawn_too() -> None:
    assert parts(bars("x", "甲", "乙", [])) == []
    assert parts(cells("x", "甲", "乙", [], SIGNS)) == []
    assert parts(columns("x", "甲", "乙", ["1月"], {})) == []


def test_what_people_wrote_stays_words() -> None:
    hostile = '</text><script>hit()</script>"&'
    chart = columns("x", hostile, hostile, [hostile], {hostile: [1]})
    root = drawn(chart)
    assert {one.tag for one in root.iter()} == {"svg", "defs", "title", "desc", "rect", "text"}
    said = [root.findtext("title"), root.findtext("desc"), root.findtext("text"), root.findtext("rect/title")]
    assert said == [hostile, hostile, hostile, f"{hostile} {hostile} 1"]


def test_a_years_periods_stand_in_their_places(view: View) -> None:
    found = rhythm_verdicts(view)[REGULATION, "monthly"]
    chart = kept_by_year(view, "x", "按月", found)
    assert [one[0] for one in parts(chart)] == ["met", *["breached"] * 4, "waiting", *["none"] * 6]
    assert [text for text, _ in words(chart)] == ["2026年", "1/5", "✓", "✗", "✗", "✗", "✗", "…"]
    assert drawn(chart).findtext("desc") == "5期按期1期 未按期：2026年2月、2026年3月、2026年4月、2026年5月"


def test_there_is_a_page_for_each_unit_and_year(pages: Mapping[str, Page]) -> None:
    assert list(pages) == [
        "statistics.html",
        "statistics/hall/2023.html",
        "statistics/hall/2025.html",
        "statistics/hall/2026.html",
    ]
    index = str(pages["statistics.html"].body)
    assert re.findall(r'<a href="statistics/hall/(\d+)\.html">(\d+)</a>', index) == [
        ("2026", "14"),
        ("2025", "1"),
        ("2023", "1"),
    ]


def test_a_year_shows_every_measure_with_its_numbers(pages: Mapping[str, Page]) -> None:
    text = str(pages["statistics/hall/2026.html"].body)
    assert re.findall(r'<h2 id="(\w+)">', text) == ["documents", "steps", "limits", "rhythms", "spending"]
    assert text.count('class="pl-chart"') == 5
    assert text.count("<table") >= 5
    for words in ("发文登记簿 · 签发", "核稿", "1小时", "93%", "26,000.00 元", "馆务会议 · 发文由拟稿人拟稿", "1/5"):
        assert words in text
    assert 'href="../../compliance/hall/documents/2026-01-01.html#r-check-in-time"' in text
    assert 'href="../../records/hall/outgoing/2026/index.html"' in text


def test_every_picture_is_sound_says_what_it_shows_and_has_no_style_or_script_of_its_own(
    pages: Mapping[str, Page],
) -> None:
    count = 0
    for page in pages.values():
        for found in re.findall(r"<svg(?:(?!>).)*pl-chart\".*?</svg>", str(page.body), re.DOTALL):
            root = drawn(Chart("", Markup(found)))
            ids = [root.attrib["aria-labelledby"], root.attrib["aria-describedby"]]
            assert root.attrib["role"] == "img"
            assert [(one.tag, one.attrib["id"]) for one in root[1:3]] == [("title", ids[0]), ("desc", ids[1])]
            assert all((one.text or "").strip() for one in root[1:3])
            names = {one.tag for one in root.iter()} | {name for one in root.iter() for name in one.attrib}
            assert not names & {"style", "script", "href", "onload"}
            patterns = {one.attrib["id"] for one in root.iter("pattern")}
            assert {one.attrib["fill"][5:-1] for one in root.iter("rect") if "fill" in one.attrib} <= patterns
            count += 1
    assert count == 5 + 1 + 1 + 1


def test_the_same_view_gives_the_same_pictures(view: View, pages: Mapping[str, Page]) -> None:
    again = View(view.cabinet, view.outcome, view.words)
    assert statistics_pages(again) == pages
