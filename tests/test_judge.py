"""The judge over a whole cabinet: the rules, people and calendars of each record's own day, and records in circles."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from placet import messages
from placet.cabinet import load
from placet.judge import archive_of, judge
from placet.model import Cabinet, Record, Verdict
from placet.rules.compile import rulebook
from placet.standing import Standing
from placet.tree import MemoryTree
from tests.desk import EXAMPLES, cabinet, moment, regulation, said
from tests.tiny import lay_out, tree_files

ACTS = {
    "approve": {"act": "approve", "by": "a-zhou", "post": "director", "at": "2024-02-01T10:00:00+08:00"},
    "stood-in": {"act": "approve", "by": "c-wang", "post": "director", "at": "2024-03-05T10:00:00+08:00"},
    "out-of-time": {"act": "approve", "by": "c-wang", "post": "director", "at": "2024-04-01T10:00:00+08:00"},
    "retired": {"act": "approve", "by": "a-zhou", "post": "director", "at": "2024-07-01T10:00:00+08:00"},
    "successor": {"act": "approve", "by": "b-li", "post": "director", "at": "2024-07-01T10:00:00+08:00"},
}


def expense(number: int, day: str, acts: tuple[str, ...] = (), more: str = "") -> dict[str, str]:
    """The files of a numbered expense: its slip's acts all stand, each having seen those before it."""
    path = f"records/bureau/expense/{day[:4]}/{number:04d}"
    head = f"id: {day[:4]}-aaaa{chr(97 + number)}{chr(97 + number)}\ntitle: 支出{number}\nclassification: internal\n"
    files = {f"{path}.md": f"---\n{head}date: {day}\namount: 5\n{more}---\n正文。\n"}
    if acts:
        covers = {"document": "sha256:" + "0" * 64}
        lines = [json.dumps(ACTS[act] | {"covers": covers | {"acts": n}}) for n, act in enumerate(acts)]
        files[f"{path}.jsonl"] = "".join(f"{line}\n" for line in lines)
    return files


def standings(made: Cabinet) -> Mapping[str, tuple[Standing, ...]]:
    def stand(record: Record) -> tuple[Standing, ...]:
        return tuple(
            Standing(act, valid=True, grade="signature", post=act.post, sees=frozenset(range(1, act.line)))
            for act in record.acts
        )

    return {path: stand(record) for path, record in made.records.items()}


def verdicts(made: Cabinet, as_of: str = "2024-12-31T17:00") -> list[tuple[str, str, str, list[str]]]:
    """Each verdict as record number, rule, status and reasons."""
    book = rulebook(made)
    assert said(book.findings) == []
    archive = archive_of(made, book, moment(as_of), standings(made))
    return [_line(verdict) for path in sorted(made.records) for verdict in archive.verdicts(made.records[path])]


def _line(verdict: Verdict) -> tuple[str, str, str, list[str]]:
    reasons = [messages.text(reason, "zh") for reason in verdict.reasons]
    return verdict.subject[-7:-3], verdict.rule, verdict.status.value, reasons


APPROVED = "demand: {acts: {approve: director}}\nbefore: number"


def test_posts_and_delegations_of_the_day_of_the_act() -> None:
    files = {}
    for number, (day, act) in enumerate(
        [
            ("2024-02-01", "approve"),
            ("2024-03-05", "stood-in"),
            ("2024-04-01", "out-of-time"),
            ("2024-07-01", "retired"),
            ("2024-07-01", "successor"),
        ],
        1,
    ):
        files |= expense(number, day, (act,))
    assert verdicts(cabinet(regulation(APPROVED), **files)) == [
        ("0001", "tried", "met", []),
        ("0002", "tried", "met", []),
        ("0003", "tried", "breached", ["“审批”由王丙以局长的名义办理，而须由局长办理"]),
        ("0004", "tried", "breached", ["“审批”由周甲以局长的名义办理，而须由局长办理"]),
        ("0005", "tried", "met", []),
    ]


def test_a_rule_may_refuse_delegates() -> None:
    rule = "demand: {acts: {approve: {by: director, delegates: false}}}\nbefore: number"
    assert verdicts(cabinet(regulation(rule), **expense(1, "2024-03-05", ("stood-in",)))) == [
        ("0001", "tried", "breached", ["“审批”由王丙以局长的名义办理，而须由局长办理"])
    ]


def test_waits_name_the_holder_today_or_his_delegate_while_he_is_away() -> None:
    draft = "---\nid: 2024-bbbbbb\ntitle: 草稿\nclassification: internal\ndate: 2024-03-01\namount: 5\n---\n"
    made = cabinet(regulation(APPROVED), **{"records/bureau/expense/drafts/d1.md": draft})
    book = rulebook(made)
    found = {}
    for day in ("2024-02-01", "2024-03-05", "2024-08-01"):
        archive = archive_of(made, book, moment(f"{day}T17:00"), standings(made))
        (verdict,) = archive.verdicts(made.records["records/bureau/expense/drafts/d1.md"])
        found[day] = [(wait.what, wait.posts, wait.persons) for wait in verdict.waits]
    assert found == {
        "2024-02-01": [("审批", ("director",), ("a-zhou",))],
        "2024-03-05": [("审批", ("director",), ("c-wang",))],
        "2024-08-01": [("审批", ("director",), ("b-li",))],
    }


def test_each_record_is_judged_by_the_version_of_its_own_day() -> None:
    later = regulation("demand: {complete: [method]}").replace("in-force: 2023-01-01", "in-force: 2024-06-01")
    files = expense(1, "2024-05-31", ("approve",)) | expense(2, "2024-06-01") | expense(3, "2022-12-31")
    made = cabinet(regulation(APPROVED), **{"docs/bureau/finance/2024-06-01.md": later}, **files)
    assert verdicts(made) == [
        ("0001", "tried", "met", []),
        ("0002", "tried", "breached", ["没有填写“方式”"]),
    ]
    repealed = regulation(APPROVED).replace("in-force: 2023-01-01\n", "in-force: 2023-01-01\nrepealed: 2024-06-01\n")
    assert verdicts(cabinet(repealed, **files)) == [("0001", "tried", "met", [])]


def test_records_that_vouch_for_each_other_in_a_circle_vouch_for_nothing() -> None:
    files = expense(1, "2024-05-01", more="letter: bureau/expense/2024/0002\n")
    files |= expense(2, "2024-05-01", more="letter: bureau/expense/2024/0001\n")
    short = "须关联有效的支出 1 件，现有 0 件"
    assert verdicts(cabinet(regulation("demand: {link: {register: expense, via: letter}}"), **files)) == [
        ("0001", "tried", "breached", [short, "支出2的裁定反过来取决于本件，不能互为依据"]),
        ("0002", "tried", "breached", [short, "支出1的裁定反过来取决于本件，不能互为依据"]),
    ]


def test_a_chain_of_records_is_judged_once_each_whatever_the_order() -> None:
    rule = "when: letter != ''\ndemand: {link: {register: expense, via: letter}}"
    files = expense(1, "2024-05-01", more="letter: bureau/expense/2024/0002\n")
    files |= expense(2, "2024-05-01", more="letter: 2024-aaaadd\n") | expense(3, "2024-05-01")
    assert verdicts(cabinet(regulation(rule), **files)) == [
        ("0001", "tried", "met", []),
        ("0002", "tried", "met", []),
        ("0003", "tried", "not-applicable", []),
    ]


def test_an_annulled_record_is_not_judged() -> None:
    files = expense(1, "2024-05-01", more="annulled: 误编\n")
    assert verdicts(cabinet(regulation(APPROVED), **files)) == []


def test_what_cannot_be_counted_is_skipped_with_its_reason() -> None:
    rule = "demand: {deadline: {act: pay, after: {day: true}, within: {working_days: 3}}}"
    made = cabinet(regulation(rule), **expense(1, "2023-05-04"))
    outcome = judge(made, moment("2024-12-31T17:00"))
    assert outcome.verdicts == ()
    assert [messages.say(skip.code, skip.args, "zh") for skip in outcome.skips if skip.code == "VER090"] == [
        "没有 2023 年的工作日历，规则 tried 未能判断 records/bureau/expense/2023/0001.md"
    ]


def test_a_cadence_is_judged_for_every_whole_period_since_it_came_into_force() -> None:
    text = regulation("demand: {cadence: {every: quarter}}").replace("in-force: 2023-01-01", "in-force: 2024-01-15")
    made = cabinet(None, **{"docs/bureau/finance/2024-01-15.md": text}, **expense(1, "2024-05-01"))
    outcome = judge(made, moment("2024-10-10T17:00"))
    assert [
        (verdict.subject, verdict.period, verdict.status.value, verdict.rests_on) for verdict in outcome.verdicts
    ] == [
        ("records/bureau/expense", "2024-Q2", "met", ("bureau/expense/2024/0001",)),
        ("records/bureau/expense", "2024-Q3", "breached", ()),
        ("records/bureau/expense", "2024-Q4", "waiting", ()),
    ]


def test_a_cadence_stops_with_its_version() -> None:
    monthly = regulation("demand: {cadence: {every: month}}")
    later = regulation("demand: {cadence: {every: quarter}}").replace("in-force: 2023-01-01", "in-force: 2023-03-10")
    made = cabinet(monthly, **{"docs/bureau/finance/2023-03-10.md": later})
    outcome = judge(made, moment("2023-07-15T17:00"))
    assert [verdict.period for verdict in outcome.verdicts] == ["2023-01", "2023-02", "2023-03", "2023-Q2", "2023-Q3"]


def test_examples_are_judged_with_the_cabinet() -> None:
    examples = EXAMPLES.replace("not-applicable", "met", 1)
    made = cabinet(regulation("demand: {complete: [amount]}", examples))
    outcome = judge(made, moment("2024-12-31T17:00"))
    assert said(outcome.findings) == [
        "16:9 RUL020 规则 tried 的第 2 个示例：预期 not-applicable，实为 met：-",
        "0:0 ORG017 岗位“deputy”（副局长）从未有人担任",
    ]


def test_the_signed_base_cabinet(tmp_path: Path) -> None:
    lay_out(tmp_path)
    tree = MemoryTree(tree_files(tmp_path))
    made = load(tree)
    outcome = judge(made, moment("2024-06-30T17:00"), tree=tree)
    assert said(outcome.findings) == []
    table = {
        (verdict.subject.removeprefix("records/bureau/"), verdict.rule): verdict.status.value
        for verdict in outcome.verdicts
    }
    assert table == {
        ("expense/2024/0001.md", "approve"): "met",
        ("expense/2024/0001.md", "major"): "not-applicable",
        ("expense/2024/0001.md", "two-persons"): "met",
        ("expense/2024/0002.md", "approve"): "met",
        ("expense/2024/0002.md", "major"): "met",
        ("expense/2024/0002.md", "two-persons"): "met",
        ("outgoing/2024/0001.md", "issue-order"): "met",
        ("outgoing/2024/0001.md", "countersign"): "not-applicable",
        ("outgoing/2024/0001.md", "own-check"): "met",
        ("outgoing/2024/0001.md", "seal-issued"): "met",
        ("outgoing/2024/0002.md", "issue-order"): "met",
        ("outgoing/2024/0002.md", "countersign"): "met",
        ("outgoing/2024/0002.md", "own-check"): "met",
        ("outgoing/2024/0002.md", "seal-issued"): "met",
    }
    assert {verdict.regulation for verdict in outcome.verdicts} == {
        "docs/bureau/documents/2024-01-01.md",
        "docs/bureau/finance/2024-01-01.md",
    }
    assert {skip.code for skip in outcome.skips} == {"SIG902"}
    assert len(outcome.by_subject()["records/bureau/expense/2024/0001.md"]) == 3
    assert outcome.as_of.date() == date(2024, 6, 30)


def test_the_same_cabinet_gives_the_same_outcome(tmp_path: Path) -> None:
    lay_out(tmp_path)
    tree = MemoryTree(tree_files(tmp_path))
    first, second = (judge(load(tree), moment("2024-06-30T17:00"), tree=tree) for _ in range(2))
    assert (first.findings, first.verdicts, first.skips) == (second.findings, second.verdicts, second.skips)
