"""Reports: the whole output of every format, in both languages, and how a judged cabinet becomes one."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from placet.model import (
    ActKind,
    Article,
    Cabinet,
    Config,
    Finding,
    Kind,
    Level,
    Place,
    Post,
    Record,
    Register,
    Regulation,
    Rule,
    Skip,
    Status,
    Unit,
    Verdict,
    Wait,
)
from placet.report import REPORTERS, Line, Report, SkipLine, WaitLine, explain, report_of
from placet.rules.compile import rulebook

GOLDEN = Path(__file__).parent / "golden" / "report"
ZONE = timezone(timedelta(hours=8))
AS_OF = datetime(2026, 6, 18, 17, 0, tzinfo=ZONE)
PATH = "records/bureau/outgoing/2024/0014.md"

CLEAN = Report(
    lang="zh",
    origin="work tree",
    title="青岚县文化和旅游局文件门户",
    as_of=AS_OF,
    verdicts={"met": 3, "waiting": 0, "breached": 0, "not-applicable": 1},
    summary={"records": 2, "drafts": 1, "acts": 9, "registers": 1, "regulations": 1, "rules": 2},
)
FULL = replace(
    CLEAN,
    lines=(
        Line(
            Place("docs/bureau/finance/2024-02-01.md", 3),
            "finance/major-spending",
            "major-spending",
            Level.WARNING,
            "100% sure:\r\nsecond line, with a comma\x1b[2J",
        ),
        Line(
            Place(PATH, 4, 7),
            "FMT903",
            "unreadable-name",
            Level.ERROR,
            "编号“14”已被使用",
            quote="一文一号，不得重复",
            help="改用下一个编号",
            related=(Place("records/bureau/outgoing/2024/0013.md", 2, 1), Place("records/cabinet.yaml")),
        ),
        Line(Place("records/附件,一:二.md"), "FMT901", "symlink", Level.NOTE, "符号链接不予读取"),
    ),
    waiting=(
        WaitLine(PATH, "doc/issue-order", "签发", "局长", AS_OF, "由局长签发"),
        WaitLine("records/bureau/outgoing/drafts/x.md", "doc/issue-order", "拟稿"),
    ),
    skips=(SkipLine("ORG010", "没有 2027 年的日历", 2),),
    verdicts={"met": 3, "waiting": 2, "breached": 1, "not-applicable": 1},
)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("form", sorted(REPORTERS))
def test_the_whole_report(form: str, lang: str, expect: Callable[[Path, str], None]) -> None:
    expect(GOLDEN / f"full.{lang}.{form}", REPORTERS[form](replace(FULL, lang=lang)))


@pytest.mark.parametrize("form", sorted(REPORTERS))
def test_nothing_to_report(form: str, expect: Callable[[Path, str], None]) -> None:
    expect(GOLDEN / f"clean.{form}", REPORTERS[form](CLEAN))


def test_github_gets_ten_of_a_level_and_the_count_of_the_rest() -> None:
    lines = tuple(Line(Place(PATH, n), "NUM001", "x", Level.ERROR, f"m{n}") for n in range(1, 13))
    written = REPORTERS["github"](replace(CLEAN, lines=lines)).splitlines()
    assert written == [
        *(f"::error file={PATH},line={n},title=NUM001 x::m{n}" for n in range(1, 10)),
        "::error::另有 3 项未列出，完整清单见本步骤的日志",
    ]
    ten = REPORTERS["github"](replace(CLEAN, lines=lines[:10])).splitlines()
    assert ten == [f"::error file={PATH},line={n},title=NUM001 x::m{n}" for n in range(1, 11)]


def test_only_errors_fail() -> None:
    assert FULL.failed
    assert not replace(FULL, lines=(FULL.lines[0], FULL.lines[2])).failed


def test_sarif_knows_a_fault_again_when_it_moves_and_tells_twins_apart() -> None:
    def prints(*lines: Line) -> list[str]:
        log = json.loads(REPORTERS["sarif"](replace(CLEAN, lines=lines)))
        return [result["partialFingerprints"]["placet/v1"] for result in log["runs"][0]["results"]]

    fault = FULL.lines[1]
    (first,) = prints(fault)
    moved = replace(fault, place=Place(PATH, 40, 1))
    assert prints(moved) == [first]
    assert prints(fault, moved) == [first, first.removesuffix(":1") + ":2"]


# --- from a judged cabinet ----------------------------------------------------------------------

RULE = Rule(
    id="issue-order",
    regulation="doc",
    article=2,
    says="由局长签发",
    on=("outgoing",),
    when="genre == '通知'",
    demands={"acts": ["draft", "issue"]},
    before="issue",
    basis=("S1-DOUT-002",),
    level=Level.ERROR,
    examples=(),
    place=Place("docs/bureau/doc/2024-01-01.md", 9, 5),
    marks={},
)
REGULATION = Regulation(
    path="docs/bureau/doc/2024-01-01.md",
    id="doc",
    title="公文处理办法",
    unit="bureau",
    in_force=date(2024, 1, 1),
    repealed=None,
    number="",
    adopted={},
    articles=(Article(2, "第二条", "由局长签发", 20),),
    rules=(RULE,),
    unchecked=(),
    body="",
    marks={},
)
RECORD = Record(
    path=PATH,
    unit="bureau",
    register="bureau/outgoing",
    kind="outgoing",
    id="2024-abcdef",
    title="关于放假的通知",
    classification="internal",
    fields={},
    refers=(),
    attachments=(),
    body="",
    document="sha256:0",
    acts=(),
    slip_lines=(),
    marks={},
    year=2024,
    number=14,
)
CABINET = Cabinet(
    config=Config("门户", date(2023, 1, 1), None, "+08:00", ("bureau",)),
    units={
        "bureau": Unit(
            id="bureau",
            title="局",
            fonds="0118",
            agency="青文旅",
            posts={"director": Post("director", "局长")},
            sections={},
            bodies={},
            parameters={},
            parameter_titles={},
            persons={},
            appointments=(),
            delegations=(),
            absences=(),
        )
    },
    kinds={"outgoing": Kind("outgoing", "发文", "date", {}, {"issue": ActKind("issue", "签发")}, ())},
    registers={"bureau/outgoing": Register("bureau/outgoing", "bureau", "outgoing", "发文登记簿", "outgoing")},
    regulations=(REGULATION, replace(REGULATION, path="docs/bureau/doc/2030-01-01.md", in_force=date(2030, 1, 1))),
    calendars={},
    records={PATH: RECORD},
    findings=(),
)


def outcome(*verdicts: Verdict, findings: tuple[Finding, ...] = (), skips: tuple[Skip, ...] = ()) -> Any:
    return cast("Any", SimpleNamespace(verdicts=verdicts, findings=findings, skips=skips, as_of=AS_OF))


def verdict(status: Status, **parts: Any) -> Verdict:
    return Verdict("issue-order", REGULATION.path, 2, PATH, status, **parts)


def test_findings_and_breaches_become_lines_in_order() -> None:
    link = Finding("FMT901", Place("records/z"), {"path": "records/z"})
    reason = Finding("FMT901", Place(PATH, 5), {"path": "reason"})
    report = report_of(CABINET, outcome(verdict(Status.BREACHED, reasons=(reason,)), findings=(link,)), "zh", "HEAD")
    assert report.lines == (
        Line(
            Place(PATH, 5),
            "doc/issue-order",
            "issue-order",
            Level.ERROR,
            "违反《公文处理办法》第2条：符号链接不予读取：reason",
            quote="由局长签发",
            help="placet why doc/issue-order 说明这条规则",
            related=(RULE.place,),
        ),
        Line(
            Place("records/z"),
            "FMT901",
            "symlink",
            Level.ERROR,
            "符号链接不予读取：records/z",
            help="把文件本身放在这里；附件与文件分别存放，不用链接",
        ),
    )
    assert (report.verdicts["breached"], report.origin, report.title, report.failed) == (1, "HEAD", "门户", True)


def test_waiting_is_listed_apart_and_does_not_fail() -> None:
    wait = Wait("issue", posts=("director",), until=AS_OF)
    report = report_of(CABINET, outcome(verdict(Status.WAITING, waits=(wait,)), verdict(Status.MET)), "zh", "x")
    assert report.waiting == (WaitLine(PATH, "doc/issue-order", "签发", "局长", AS_OF, "由局长签发"),)
    assert report.lines == ()
    assert not report.failed
    assert report.verdicts == {"met": 1, "waiting": 1, "breached": 0, "not-applicable": 0}


def test_a_wait_without_particulars_tells_its_reasons() -> None:
    reason = Finding("FMT902", Place(PATH), {"path": "y"})
    report = report_of(CABINET, outcome(verdict(Status.WAITING, reasons=(reason,))), "en", "x")
    assert [line.what for line in report.waiting] == ["Not an ordinary file, so not read: y"]


def test_skips_are_counted_by_reason() -> None:
    skips = (Skip("GIT002"), Skip("GIT004", {"rev": "x"}), Skip("GIT002"))
    report = report_of(CABINET, outcome(skips=skips), "en", "x")
    assert report.skips == (
        SkipLine("GIT002", "The git program was not found", 2),
        SkipLine("GIT004", "No such revision: x", 1),
    )


def test_the_summary_counts_what_is_in_force_on_the_day() -> None:
    report = report_of(CABINET, outcome(), "zh", "x")
    assert report.summary == {"records": 1, "drafts": 0, "acts": 0, "registers": 1, "regulations": 1, "rules": 1}


def test_a_rule_in_words() -> None:
    found = explain.rules_named(CABINET, "doc/issue-order")
    assert [regulation.in_force.year for regulation, _, _ in found] == [2024, 2030]
    assert explain.rule_page(*found[0], rulebook(CABINET), "zh") == (
        "# doc/issue-order\n\n"
        "《公文处理办法》（2024-01-01 起施行）第2条：「由局长签发」\n\n"
        "适用于：发文\n"
        "当：genre == '通知'\n"
        '要求：acts ["draft", "issue"]\n'
        "在“签发”之前必须满足\n"
        "依据：S1-DOUT-002\n"
        "例：0 个，随检查一起运行\n"
    )


@pytest.mark.parametrize("name", [PATH, "bureau/outgoing/2024/0014", "2024-abcdef"])
def test_a_record_in_words(name: str) -> None:
    record = explain.record_named(CABINET, name)
    assert record is RECORD
    reason = Finding("FMT902", Place(PATH), {"path": "y"})
    judged = outcome(verdict(Status.BREACHED, reasons=(reason,)), verdict(Status.NOT_APPLICABLE))
    assert explain.record_page(CABINET, judged, record, "zh") == (
        f"# 关于放假的通知\n\n{PATH}\n\n违反 doc/issue-order 条文：「由局长签发」\n  不是普通文件，不予读取：y\n"
    )
    assert explain.record_page(CABINET, outcome(), record, "en").endswith("\n\nNo rule applies.\n")
