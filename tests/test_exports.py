"""What is taken away from the site: tables, data, calendars and feeds, as other programs read them."""

from __future__ import annotations

import csv
import io
import json
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from icalendar import Calendar
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from placet.cabinet import load
from placet.cli.schema import schema
from placet.exports import exports, register_files, schemas, year_files
from placet.exports.clean import line
from placet.exports.spreadsheets import as_csv, as_xlsx
from placet.exports.table import Table
from placet.judge import judge
from placet.pages import render
from placet.pages.columns import CHOICE, DAY, FIGURE, MOMENT, MONEY, TEXT, Column, clean
from placet.pages.register import book_pages, filed, year_pages
from placet.pages.register_table import of_register
from placet.pages.view import View
from placet.pages.words import Words
from placet.tree import WorkTree
from tests.portal.small import make

TAKEN = Path(__file__).parent / "portal" / "taken"
ATOM = "{http://www.w3.org/2005/Atom}"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_PARTS = ("docProps/core.xml", "xl/styles.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml")
_LIMITS = """\
  - id: check-in-time
    article: 2
    says: 办公室主任核稿
    basis: [S1-DOUT-002]
    on: outgoing
    demand:
      deadline: {act: check, after: {day: true}, within: {days: 5}}
    examples:
      - {given: {date: 2026-03-04}, acts: ["check by office-director on 2026-03-09"], expect: met}
      - {given: {date: 2026-03-04}, acts: ["check by office-director on 2026-03-10"], expect: breached}
  - id: issue-in-time
    article: 2
    says: 馆长签发
    basis: [S1-DOUT-002]
    on: outgoing
    demand:
      deadline: {act: issue, after: {day: true}, within: {days: 10}}
    examples:
      - {given: {date: 2026-03-04}, acts: ["issue by head on 2026-03-14"], expect: met}
      - {given: {date: 2026-03-04}, acts: ["issue by head on 2026-03-15"], expect: breached}
  - id: meeting
    article: 2
    says: 发文由拟稿人拟稿
    basis: [S1-DOUT-002]
    on: minutes
    demand:
      cadence: {every: quarter}
    examples:
      - {period: 2026-Q1, as-of: 2026-07-01, with: [{kind: minutes, given: {date: 2026-01-12}}], expect: met}
      - {period: 2026-Q1, as-of: 2026-07-01, expect: breached}
unchecked:
"""


def _seen(root: Path, *, columns: str = "", lang: str = "zh") -> View:
    """The small cabinet with time limits, and with these columns of its documents."""
    make(root)
    regulation, kind = root / "docs/hall/documents/2026-01-01.md", root / "records/registers/outgoing.yaml"
    regulation.write_text(regulation.read_text("utf-8").replace("unchecked:\n", _LIMITS), "utf-8")
    kind.write_text(re.sub(r"columns: .*", f"columns: [number, title, genre, date{columns}]", kind.read_text("utf-8")))
    kind = root / "records/registers/minutes.yaml"
    kind.write_text(re.sub(r"columns: .*", "columns: [number, date, present, decisions]", kind.read_text("utf-8")))
    cabinet = load(WorkTree(root))
    assert not cabinet.findings
    assert cabinet.config.as_of is not None
    return View(cabinet, judge(cabinet, cabinet.config.as_of), Words(lang))


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> View:
    return _seen(tmp_path_factory.mktemp("small"), columns=", section, drafter, amount, urgent, classification")


@pytest.fixture(scope="module")
def taken(view: View) -> Mapping[str, bytes]:
    return exports(view)


def _readable(path: str, data: bytes) -> str:
    """A file as text; of a workbook the parts that hold what it says, an element to a line."""
    if not path.endswith(".xlsx"):
        return data.decode()
    with ZipFile(io.BytesIO(data)) as book:
        parts = (f"== {part}\n{book.read(part).decode()}\n" for part in _PARTS)
        return "".join(parts).replace("><", ">\n<")


def test_everything_taken_is_exactly_as_expected(
    taken: Mapping[str, bytes], expect: Callable[[Path, str], None]
) -> None:
    for path, data in taken.items():
        expect(TAKEN / (f"{path}.txt" if path.endswith(".xlsx") else path), _readable(path, data))
    kept = {path.relative_to(TAKEN).as_posix().removesuffix(".txt") for path in TAKEN.rglob("*") if path.is_file()}
    assert kept == set(taken)


def test_the_same_cabinet_gives_the_same_bytes(taken: Mapping[str, bytes], tmp_path: Path) -> None:
    again = _seen(tmp_path, columns=", section, drafter, amount, urgent, classification")
    assert list(exports(again).items()) == list(taken.items())


def test_a_register_and_each_of_its_years_are_there_in_every_form(taken: Mapping[str, bytes]) -> None:
    assert [path for path in taken if not path.startswith("feeds/")] == [
        "records/hall/minutes/2023/hall-minutes-2023.csv",
        "records/hall/minutes/2023/hall-minutes-2023.xlsx",
        "records/hall/minutes/2023/rows.js",
        "records/hall/minutes/2025/hall-minutes-2025.csv",
        "records/hall/minutes/2025/hall-minutes-2025.xlsx",
        "records/hall/minutes/2025/rows.js",
        "records/hall/minutes/2026/hall-minutes-2026.csv",
        "records/hall/minutes/2026/hall-minutes-2026.xlsx",
        "records/hall/minutes/2026/rows.js",
        "records/hall/minutes/hall-minutes.csv",
        "records/hall/minutes/hall-minutes.json",
        "records/hall/outgoing/2026/hall-outgoing-2026.csv",
        "records/hall/outgoing/2026/hall-outgoing-2026.xlsx",
        "records/hall/outgoing/2026/rows.js",
        "records/hall/outgoing/drafts/rows.js",
        "records/hall/outgoing/hall-outgoing.csv",
        "records/hall/outgoing/hall-outgoing.json",
        "registers.json",
    ]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_tables_have_the_columns_of_the_printed_register_and_the_address(lang: str, tmp_path: Path) -> None:
    view = _seen(tmp_path, columns=", amount", lang=lang)
    printed = render(view)["records/hall/outgoing/2026/index.html"].body
    head = re.findall(r"<th[^>]*><span[^>]*>([^<]*)</span></th>", printed)
    text = exports(view)["records/hall/outgoing/2026/hall-outgoing-2026.csv"].decode("utf-8-sig")
    assert next(csv.reader(io.StringIO(text))) == [*head, {"zh": "页面地址", "en": "Address"}[lang]]


def test_csv_opens_in_spreadsheets(taken: Mapping[str, bytes]) -> None:
    data = taken["records/hall/outgoing/hall-outgoing.csv"]
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert rows[1] == [
        "临文馆〔2026〕1号", "关于举办暑期非遗培训班的通知", "通知", "2026-03-04", "培训部", "文杰", "26000.00", "", "内部",
        "符合", "records/hall/outgoing/2026/0001.html",
    ]  # fmt: skip
    assert [row[0] for row in rows] == ["文号", "临文馆〔2026〕1号", "临文馆〔2026〕2号", "草稿"]
    assert data.count(b"\n") == data.count(b"\r\n") == len(rows)


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ('=HYPERLINK("http://a.b","c")', '"\'=HYPERLINK(""http://a.b"",""c"")"'),
        ("+1+cmd|' /C calc'!A0", "'+1+cmd|' /C calc'!A0"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1:A2)", "'@SUM(A1:A2)"),
        ("\t=1+1", "'\t=1+1"),
        ("  =1+1", "'  =1+1"),
        ("\n=1+1", '"\'\n=1+1"'),
        ("＝1＋1", "'＝1＋1"),
        ("\t甲", "'\t甲"),
        ("甲=乙", "甲=乙"),
        ("", '""'),
    ],
)
@pytest.mark.parametrize("form", [TEXT, CHOICE])
def test_no_csv_cell_is_taken_for_a_formula(form: str, cell: str, written: str) -> None:
    assert as_csv(Table("", (Column("a", "甲", form),), ((cell,),))).decode("utf-8-sig") == f"甲\r\n{written}\r\n"


def test_a_figure_below_nought_is_a_figure_and_a_heading_never_a_formula() -> None:
    columns = (Column("a", "=甲", MONEY), Column("b", "乙", FIGURE), Column("c", "丙", DAY), Column("d", "丁", MOMENT))
    made = as_csv(Table("", columns, (("-12.50", "-3", "2024-02-29", "2024-02-29 09:05"),)))
    assert made.decode("utf-8-sig") == "'=甲,乙,丙,丁\r\n-12.50,-3,2024-02-29,2024-02-29 09:05\r\n"


def _cells(data: bytes) -> Iterator[tuple[str, str, str]]:
    """Each cell of a workbook's sheet below the header: where it is, its text or number, and its number format."""
    with ZipFile(io.BytesIO(data)) as book:
        sheet = ET.fromstring(book.read("xl/worksheets/sheet1.xml"))
        styles = ET.fromstring(book.read("xl/styles.xml"))
        strings = ET.fromstring(book.read("xl/sharedStrings.xml"))
    texts = ["".join(part.text or "" for part in one.iter(f"{SHEET}t")) for one in strings.iter(f"{SHEET}si")]
    codes = {one.get("numFmtId"): one.get("formatCode", "") for one in styles.iter(f"{SHEET}numFmt")} | {
        "4": "#,##0.00"
    }
    cell_styles = styles.find(f"{SHEET}cellXfs")
    assert cell_styles is not None
    formats = [codes.get(one.get("numFmtId"), "") for one in cell_styles]
    for cell in sheet.iter(f"{SHEET}c"):
        value = cell.findtext(f"{SHEET}v") or ""
        assert cell.find(f"{SHEET}f") is None
        if not re.fullmatch("[A-Z]+1", cell.get("r", "")):
            text = texts[int(value)] if cell.get("t") == "s" else value
            yield cell.get("r", ""), text, formats[int(cell.get("s", "0"))]


def test_a_workbook_holds_real_dates_and_amounts(taken: Mapping[str, bytes]) -> None:
    found = {
        where: (text, code) for where, text, code in _cells(taken["records/hall/outgoing/2026/hall-outgoing-2026.xlsx"])
    }
    day = str((date(2026, 3, 4) - date(1899, 12, 30)).days)
    assert (found["A2"], found["D2"], found["G2"]) == (
        ("临文馆〔2026〕1号", ""),
        (day, "yyyy-mm-dd"),
        ("26000", "#,##0.00"),
    )
    assert found["K2"] == ("records/hall/outgoing/2026/0001.html", "")
    assert "G3" not in found  # no amount: nothing is there


def test_a_workbook_is_frozen_filtered_and_without_formulas_links_or_a_date_of_its_own(
    taken: Mapping[str, bytes],
) -> None:
    with ZipFile(io.BytesIO(taken["records/hall/outgoing/2026/hall-outgoing-2026.xlsx"])) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        core = book.read("docProps/core.xml").decode()
        assert {one.date_time for one in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert "xl/worksheets/_rels/sheet1.xml.rels" not in book.namelist()
    assert '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' in sheet
    assert '<autoFilter ref="A1:K3"/>' in sheet
    assert re.findall(r'<col min="\d+" max="\d+" width="([\d.]+)"', sheet)[:4] == [
        "19.7109375",
        "30.7109375",
        "8.7109375",
        "12.7109375",
    ]
    assert re.findall(r"<dcterms:\w+ [^>]*>([^<]*)<", core) == ["2020-01-01T00:00:00Z", "2020-01-01T00:00:00Z"]


def test_a_workbook_takes_any_text_for_text() -> None:
    hostile = ('=cmd|"/C calc"!A1', "http://example.org/", "0012", "甲" * 40_000, "_x0041_")
    columns = tuple(Column("a", "乙", form) for form in (TEXT, FIGURE, DAY, MOMENT))
    rows = [(one, "", "", "") for one in hostile]
    rows += [("", "12345678901234567890.12", "", ""), ("", "0.1", "", "")]
    rows += [("", "", "1898-06-11", ""), ("", "", "", "2024-02-29 09:30")]
    found = list(_cells(as_xlsx(Table("甲", columns, tuple(rows)), "丙")))
    moment = datetime(2024, 2, 29, 9, 30, tzinfo=UTC) - datetime(1899, 12, 30, tzinfo=UTC)
    assert [(text, code) for _, text, code in found] == [
        ('=cmd|"/C calc"!A1', ""),
        ("http://example.org/", ""),
        ("0012", ""),
        ("甲" * 32_766 + "…", ""),
        ("_x005F_x0041_", ""),
        ("12345678901234567890.12", ""),
        ("0.1", ""),
        ("1898-06-11", ""),
        (f"{moment / timedelta(days=1):.16G}", "yyyy-mm-dd hh:mm"),
    ]


def test_json_names_files_and_keeps_to_its_schema(taken: Mapping[str, bytes]) -> None:
    index = json.loads(taken["registers.json"])
    assert _faults("export-registers", index) == []
    for register in index["registers"]:
        assert set(register["files"].values()) < set(taken)
        assert all(set(year["files"].values()) < set(taken) for year in register["years"])
        data = json.loads(taken[register["files"]["json"]])
        assert _faults("export-register", data) == []
        filed = [record["year"] for record in data["records"] if record["number"] is not None]
        assert len(filed) == register["filed"] == sum(year["filed"] for year in register["years"])
        assert len(data["records"]) == register["filed"] + register["drafts"]
        assert filed == sorted(filed)
    assert json.loads(taken["records/hall/outgoing/hall-outgoing.json"])["records"][0] | {"id": ""} == {
        "id": "",
        "number": "临文馆〔2026〕1号",
        "year": 2026,
        "running": 1,
        "title": "关于举办暑期非遗培训班的通知",
        "day": "2026-03-04",
        "state": "met",
        "annulled": None,
        "address": "records/hall/outgoing/2026/0001.html",
        "cells": {
            "number": "临文馆〔2026〕1号",
            "title": "关于举办暑期非遗培训班的通知",
            "genre": "通知",
            "date": "2026-03-04",
            "section": "培训部",
            "drafter": "文杰",
            "amount": "26000.00",
            "urgent": "",
            "classification": "内部",
        },
    }


def _faults(name: str, data: object) -> list[str]:
    Draft202012Validator.check_schema(schemas()[name])
    return [error.message for error in Draft202012Validator(schemas()[name]).iter_errors(data)]


def test_the_reference_shows_what_the_schema_allows_and_names_every_form() -> None:
    page = (Path(__file__).parents[1] / "docs/reference/exports.md").read_text("utf-8")
    record = json.loads(page.partition("```json\n")[2].partition("```")[0])
    said = schemas()["export-register"]["properties"]
    assert record.keys() == said["records"]["items"]["properties"].keys()
    assert list(Draft202012Validator(said["records"]["items"]).iter_errors(record)) == []
    forms = re.findall(r"^\| `(\w+)` \|", page.partition("## Columns")[2].partition("## JSON")[0], re.MULTILINE)
    assert forms == ["number", "text", "choice", "day", "moment", "figure", "money"]
    assert set(forms) == set(said["columns"]["items"]["properties"]["form"]["enum"])


@pytest.mark.parametrize("name", ["export-register", "export-registers"])
def test_the_schemas_are_printed(name: str) -> None:
    printed = CliRunner().invoke(schema, ["--root", str(Path(__file__).parents[1]), name])
    assert (printed.exit_code, json.loads(printed.stdout)) == (0, schemas()[name])


def test_rows_csv_json_and_pages_hold_the_same_cells(view: View, taken: Mapping[str, bytes]) -> None:
    rows = _rows(taken["records/hall/outgoing/2026/rows.js"])
    table = list(
        csv.reader(io.StringIO(taken["records/hall/outgoing/2026/hall-outgoing-2026.csv"].decode("utf-8-sig")))
    )
    records = json.loads(taken["records/hall/outgoing/hall-outgoing.json"])["records"]
    assert [row[1:-1] for row in rows] == [line[:-2] for line in table[1:]]
    assert [row[1:-1] for row in rows] == [list(record["cells"].values()) for record in records[:2]]
    assert [row[0] for row in rows] == ["2026/0001.html", "2026/0002.html"]
    assert [row[-1] for row in rows] == [record["state"] for record in records[:2]] == ["met", "annulled"]
    printed = str(render(view)["records/hall/outgoing/2026/index.html"].body).partition("<tbody>")[2]
    for row in rows:
        assert row[2] in printed


def _rows(script: bytes) -> list[list[str]]:
    """The rows that a rows.js file hands over: what stands between its brackets is JSON."""
    text = script.decode()
    name, _, rest = text.removeprefix("placetRows(").partition(", ")
    assert json.loads(name) == "hall/outgoing/2026"
    rows: list[list[str]] = json.loads(rest.removesuffix(");\n"))
    return rows


def _events(data: bytes) -> list[tuple[str, date, str, str]]:
    events = Calendar.from_ical(data).walk("VEVENT")
    return [
        (str(one["uid"]), one.decoded("dtstart"), str(one["summary"]), str(one.get("description", "")))
        for one in events
    ]


def test_calendars_read_back(taken: Mapping[str, bytes]) -> None:
    events = _events(taken["feeds/waiting.ics"])
    assert [(day, summary.partition(" <")[0], said) for _, day, summary, said in events] == [
        (date(2025, 12, 15), "馆务会议：2025年馆务会议纪要（修订）", "馆务会议纪要2025年第1号\n通过《公文处理办法》"),
        (date(2026, 1, 1), "《公文处理办法》2023年3月1日版自2026年1月1日起由新版本取代", ""),
        (date(2026, 1, 1), "《公文处理办法》自2026年1月1日起施行", ""),
        (date(2026, 1, 12), "馆务会议：2026年第一次馆务会议纪要", "馆务会议纪要2026年第1号"),
        (
            date(2026, 6, 21),
            "核稿 草稿 关于补发教具清单的函",
            "待 办公室主任 秦淑华：核稿\n《公文处理办法》第二条　办公室主任核稿\n《公文处理办法》第二条　由拟稿人拟稿，办公室主任核稿，馆长签发",
        ),
        (
            date(2026, 6, 26),
            "签发 草稿 关于补发教具清单的函",
            "待 馆长 沈玉兰：签发\n《公文处理办法》第二条　馆长签发",
        ),
        (
            date(2026, 6, 30),
            "应登记 馆务会议纪要 2026年第2季度",
            "待 馆长 沈玉兰：应登记\n《公文处理办法》第二条　发文由拟稿人拟稿",
        ),
    ]
    met = [events[0], events[3]]
    assert _events(taken["feeds/hall/office-director.ics"]) == [*met, events[4]]
    assert _events(taken["feeds/hall/head.ics"]) == [*met, *events[5:]]
    assert _events(taken["feeds/hall/clerk.ics"]) == met
    assert len({uid for uid, *_ in events}) == len(events)
    for path in (path for path in taken if path.endswith(".ics")):
        assert all(len(one) <= 75 for one in taken[path].split(b"\r\n")), path
        for event in Calendar.from_ical(taken[path]).walk("VEVENT"):
            assert event.decoded("dtstamp") == datetime(2026, 6, 17, 16, tzinfo=UTC)


def test_what_is_awaited_keeps_its_uid_when_the_clock_and_the_limit_move(
    taken: Mapping[str, bytes], tmp_path: Path
) -> None:
    later = _seen(tmp_path)
    moved = View(later.cabinet, judge(later.cabinet, datetime(2026, 6, 20, tzinfo=UTC)), later.words)
    one, other = (_events(made["feeds/waiting.ics"]) for made in (taken, exports(moved)))
    assert len(one) == 7
    assert [uid for uid, *_ in one] == [uid for uid, *_ in other]


def test_a_register_is_made_of_the_facts_that_are_given_and_nothing_else(tmp_path: Path) -> None:
    make(tmp_path, 6)
    view = _judged(tmp_path)
    register = view.cabinet.registers["hall/outgoing"]
    found = of_register(view, register)
    office = View(replace(view.cabinet, records={}), view.outcome, view.words)
    pages = book_pages(office, register, found) | year_pages(office, register, filed(found, 2026), [2026])
    files = register_files(office, register, found) | year_files(office, register, 2026, filed(found, 2026))
    assert pages == {path: page for path, page in render(view).items() if path in pages}
    assert files == {path: file for path, file in exports(view).items() if path in files}
    assert (len(pages), len(files)) == (2, 5)
    assert all('class="pl-book"' in page.body for page in pages.values())


_KEPT = """\
  - id: kept
    article: 2
    says: 办公室主任核稿
    basis: [S1-DOUT-002]
    on: outgoing
    demand:
      retain: {class: genre, periods: {通知: 10, 函: forever}, disposal: disposal}
    examples:
      - {given: {date: 2026-03-04, genre: 通知}, acts: [number], expect: met}
      - given: {date: 2026-03-04, genre: 函}
        acts: [number]
        with: [{kind: disposal, ref: d1, given: {date: 2040-01-01, items: [this]}, acts: [number]}]
        expect: breached
unchecked:
"""
_DISPOSAL = """\
title: 鉴定销毁
date: date
fields:
  date: {title: 日期, type: date, required: true}
  items: {title: 清册, type: list, items: {type: record}}
acts:
  list: {title: 造册, by: [clerk]}
  number: {title: 编号, by: [clerk]}
columns: [number, title, date]
publish: internal
retain: 永久
"""


def test_what_need_no_longer_be_kept_is_told_to_those_who_may_dispose_of_it(tmp_path: Path) -> None:
    make(tmp_path, 2)
    (tmp_path / "records/registers/disposal.yaml").write_text(_DISPOSAL, "utf-8")
    regulation = tmp_path / "docs/hall/documents/2026-01-01.md"
    regulation.write_text(regulation.read_text("utf-8").replace("unchecked:\n", _KEPT), "utf-8")
    made = exports(_judged(tmp_path))
    uid, day, summary, said = _events(made["feeds/waiting.ics"])[-1]
    assert (day, summary) == (date(2037, 1, 1), "发文登记簿3件保管期满（通知）")
    assert said.split("\n") == [
        "保管至2036年12月31日，此后可以鉴定处置：",
        "临文馆〔2026〕1号 关于举办暑期非遗培训班的通知",
        "临文馆〔2026〕2号 关于值班安排的通知（0）",
        "临文馆〔2026〕3号 关于值班安排的通知（1）",
    ]
    assert uid in {event[0] for event in _events(made["feeds/hall/clerk.ics"])}
    assert uid not in {event[0] for event in _events(made["feeds/hall/head.ics"])}
    folder = tmp_path / "records/hall/disposal"
    (folder / "2026").mkdir(parents=True)
    (folder / "register.yaml").write_text("kind: disposal\ntitle: 销毁登记簿\n", "utf-8")
    (folder / "2026/0001.md").write_text(
        "---\nid: 2026-abcdef\ntitle: 第一批\nclassification: internal\n"
        "date: 2026-05-04\nitems: [hall/outgoing/2026/0002]\n---\n",
        "utf-8",
    )
    after = _events(exports(_judged(tmp_path))["feeds/waiting.ics"])[-1]
    assert (after[0], after[2]) == (uid, "发文登记簿2件保管期满（通知）")


def _judged(root: Path) -> View:
    cabinet = load(WorkTree(root))
    assert not cabinet.findings
    assert cabinet.config.as_of is not None
    return View(cabinet, judge(cabinet, cabinet.config.as_of), Words())


def _entries(data: bytes) -> list[tuple[str, str]]:
    return [
        (entry.findtext(f"{ATOM}title", ""), entry.findtext(f"{ATOM}updated", ""))
        for entry in ET.fromstring(data).iter(f"{ATOM}entry")
    ]


def test_feeds_read_back(taken: Mapping[str, bytes]) -> None:
    assert _entries(taken["feeds/documents.xml"]) == [
        ("临文馆〔2026〕1号 关于举办暑期非遗培训班的通知", "2026-03-04T12:30:00+08:00"),
        ("馆务会议纪要2026年第1号 2026年第一次馆务会议纪要", "2026-01-12T16:30:00+08:00"),
        ("馆务会议纪要2025年第1号 2025年馆务会议纪要（修订）", "2025-12-15T16:30:00+08:00"),
        ("馆务会议纪要2023年第1号 2023年馆务会议纪要（第一次）", "2023-02-20T16:30:00+08:00"),
    ]
    assert _entries(taken["feeds/regulations.xml"]) == [
        ("《公文处理办法》自2026年1月1日起施行", "2025-12-15T00:00:00+08:00"),
        ("《公文处理办法》2023年3月1日版自2026年1月1日起由新版本取代", "2025-12-15T00:00:00+08:00"),
        ("《公文处理办法》自2023年3月1日起施行", "2023-02-20T00:00:00+08:00"),
    ]
    for name in ("documents", "regulations"):
        feed = ET.fromstring(taken[f"feeds/{name}.xml"])
        ids = [one.text or "" for one in feed.iter(f"{ATOM}id")]
        assert len(set(ids)) == len(ids)
        assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", one) for one in ids)
        assert feed.findtext(f"{ATOM}updated") == max(updated for _, updated in _entries(taken[f"feeds/{name}.xml"]))


def test_a_repealed_regulation_is_news_once(tmp_path: Path) -> None:
    make(tmp_path)
    regulation = tmp_path / "docs/hall/documents/2026-01-01.md"
    text = regulation.read_text("utf-8").replace(
        "in-force: 2026-01-01\n", "in-force: 2026-01-01\nrepealed: 2026-09-01\n"
    )
    regulation.write_text(text, "utf-8")
    cabinet = load(WorkTree(tmp_path))
    assert cabinet.config.as_of is not None
    made = exports(View(cabinet, judge(cabinet, cabinet.config.as_of), Words()))
    assert _entries(made["feeds/regulations.xml"])[0] == (
        "《公文处理办法》自2026年9月1日起废止",
        "2026-09-01T00:00:00+08:00",
    )


def test_a_review_is_in_the_calendar_while_the_version_holds(tmp_path: Path) -> None:
    make(tmp_path)
    for version, day in (("2023-03-01", "2026-03-01"), ("2026-01-01", "2028-01-01")):
        regulation = tmp_path / f"docs/hall/documents/{version}.md"
        head = f"in-force: {version}\n"
        regulation.write_text(regulation.read_text("utf-8").replace(head, f"{head}review: {day}\n"), "utf-8")
    events = _events(exports(_judged(tmp_path))["feeds/waiting.ics"])
    assert [(day, summary) for _, day, summary, _ in events if "复审" in summary] == [
        (date(2028, 1, 1), "《公文处理办法》2026年1月1日版应于2028年1月1日前复审")
    ]


def test_every_address_leads_to_a_page(view: View, taken: Mapping[str, bytes]) -> None:
    pages = set(render(view))
    addresses = {
        record["address"]
        for path in taken
        if path.endswith(("minutes.json", "outgoing.json"))
        for record in json.loads(taken[path])["records"]
    }
    addresses |= {one["address"] for one in json.loads(taken["registers.json"])["registers"]}
    for path in (path for path in taken if path.endswith(".csv")):
        rows = list(csv.reader(io.StringIO(taken[path].decode("utf-8-sig"), newline="")))
        addresses |= {row[-1] for row in rows[1:]}
    for name in ("documents", "regulations"):
        links = ET.fromstring(taken[f"feeds/{name}.xml"]).iter(f"{ATOM}link")
        found = {posixpath.normpath(posixpath.join("feeds", one.get("href", ""))) for one in links}
        assert found & set(taken) == {f"feeds/{name}.xml"}
        addresses |= found - set(taken)
    assert len(addresses) == 11
    assert addresses <= pages


@pytest.mark.parametrize(
    ("text", "cleaned", "one"),
    [("甲\r\n乙\x00\x1b", "甲\n乙", "甲 乙"), ("\ufffe\U0001f600\r丙\t", "\U0001f600\n丙\t", "\U0001f600 丙")],
)
def test_words_are_made_fit_for_other_programs(text: str, cleaned: str, one: str) -> None:
    assert (clean(text), line(text)) == (cleaned, one)
