"""Whether rules would speak: every rule of the committed cabinet does, and one that cannot is found out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from placet.cli import run
from placet.cli.session import open_judged
from placet.mutation import Trial, trials
from tests import limits
from tests.tiny import lay_out

ROOT = Path(__file__).parents[1]
_PLANTED = """  - id: NAME
    article: 1
    says: 支出不得超过限额
    on: KIND
    WHEN
    demand: DEMAND
    examples:
      - {given: {classification: internal}, expect: met}
      - {given: {classification: public}, expect: met}
"""


def planted(*rules: tuple[str, str, str, str]) -> str:
    """A regulation with these rules: name, kind, condition, demand."""
    made = [
        _PLANTED.replace("NAME", name)
        .replace("KIND", kind)
        .replace("    WHEN\n", f"    when: {when}\n" if when else "")
        .replace("DEMAND", demand)
        for name, kind, when, demand in rules
    ]
    head, _, body = limits.limits("yearly").partition("rules:\n")
    return head + "rules:\n" + "".join(made) + "---\n" + body.partition("---\n")[2]


def tried(root: Path, text: str, as_of: str = "2024-06-30") -> dict[str, Trial]:
    """The trials of the rules of this regulation, beside the small cabinet."""
    lay_out(root)
    (root / limits.PATH).parent.mkdir()
    (root / limits.PATH).write_text(text, "utf-8")
    _, cabinet, outcome = open_judged(root, None, as_of)
    return {one.rule: one for one in trials(cabinet, outcome) if one.path == limits.PATH}


def said(found: dict[str, Trial]) -> dict[str, tuple[str, str]]:
    """What tripped each rule, of which record."""
    return {name: (one.tripped.said, one.tripped.record) if one.tripped else ("", "") for name, one in found.items()}


EXPENSE, OUTGOING = "bureau/expense/2024", "bureau/outgoing/2024"


def test_every_demand_says_how_it_is_broken(tmp_path: Path) -> None:
    dated = "{deadline: {act: pay, after: {act: claim}, within: {days: 3}}}"
    linked = "{link: {register: outgoing, via: basis, where: 'genre == \"通知\"'}}"
    distinct = "{distinct: {acts: [approve, pay], fields: [handler]}}"
    rules = [
        ("ordered", "expense", "", "{acts: {stages: [{claim: {person: handler}}, {approve: director}]}}"),
        ("priced", "expense", "amount > 1", "{assert: amount <= 20000}"),
        ("timed", "expense", "", dated),
        ("backed", "expense", "filled.basis", linked),
        ("parted", "expense", "", distinct),
        ("whole", "outgoing", "", "{complete: [body]}"),
        ("decided", "expense", "amount >= 20000", "{decision: {body: office-meeting}}"),
        ("rhythm", "expense", "", "{cadence: {every: half-year, count: 2}}"),
        ("hidden", "expense", "", "{withhold: public}"),
        ("masked", "outgoing", "", "{withhold: {from: public, fields: [drafter]}}"),
        (
            "kept",
            "outgoing",
            "",
            "{retain: {class: genre, periods: {通知: 10, 函: 5, 请示: forever}, disposal: minutes}}",
        ),
    ]
    assert said(tried(tmp_path, planted(*rules))) == {
        "backed": ("“发文”作废", f"{OUTGOING}/0001"),
        "decided": ("决定不是“同意”", "bureau/minutes/2024/0001"),
        "hidden": ("“密级”改为公开", f"{EXPENSE}/0001"),
        "kept": ("“文种”空缺", f"{OUTGOING}/0001"),
        "masked": ("正文写出了“拟稿人”", f"{OUTGOING}/0001"),
        "ordered": ("没有“报账”", f"{EXPENSE}/0001"),
        "parted": ("“审批”换成他人", f"{EXPENSE}/0001"),
        "priced": ("“金额”改为别的", f"{EXPENSE}/0001"),
        "rhythm": ("本期少了“支出”", f"{EXPENSE}/0001"),
        "timed": ("“付款”晚于期限", f"{EXPENSE}/0001"),
        "whole": ("“正文”空缺", f"{OUTGOING}/0001"),
    }


def test_totals_of_every_shape_are_broken(tmp_path: Path) -> None:
    more = {
        "yearly": "{of: amount, where: handler == this.handler, over: year, at-most: 20000}",
        "so_far": "{of: amount, where: 'day <= this.day && done.pay', at-most: 30000}",
        "recent": "{where: 'days(day, as_of) < 200', at-most: 2}",
    }
    assert said(tried(tmp_path, limits.limits(**more), "2024-07-01")) == {
        "drafted": ("“金额”的数额刚过限额", f"{EXPENSE}/0001"),
        "enough": ("“发文”作废", f"{OUTGOING}/0002"),
        "recent": ("多了“支出”", f"{EXPENSE}/0001-0"),
        "same-basis": ("“依据文件”空缺", f"{EXPENSE}/0001"),
        "so-far": ("“金额”的数额刚过限额", f"{EXPENSE}/0001"),
        "spent": ("“金额”的数额刚过限额", f"{EXPENSE}/0001"),
        "yearly": ("“金额”的数额刚过限额", f"{EXPENSE}/0001"),
    }


def test_nothing_is_counted_and_nothing_may_be(tmp_path: Path) -> None:
    none = "{total: {register: expense, where: 'handler == this.drafter && amount > 900', at-most: 0}}"
    found = tried(tmp_path, planted(("none", "outgoing", "", none)))
    assert said(found) == {"none": ("多了“支出”", f"{EXPENSE}/0001-0")}


UNTRIPPABLE = ("always", "expense", "", "{assert: amount >= 0}")
UNMET = ("never", "expense", "amount > 99999999", "{complete: [basis]}")


@pytest.mark.parametrize(
    "condition",
    [
        "amount >= 0",
        "handler == handler",
        "at.pay == at.pay",
        "count(refers) >= 0",
        '!filled.basis || basis != ""',
        "done.pay || !done.pay",
        "amount < 5 || amount >= 5",
    ],
)
def test_a_rule_that_nothing_trips_is_found(condition: str, tmp_path: Path) -> None:
    found = tried(tmp_path, planted(("always", "expense", "", f"{{assert: '{condition}'}}")))
    assert (found["always"].met, found["always"].tripped) == (2, None)


def test_a_rule_that_no_record_meets_is_found(tmp_path: Path) -> None:
    found = tried(tmp_path, planted(UNMET))
    assert (found["never"].met, found["never"].tripped) == (0, None)


def test_the_same_rule_in_an_earlier_version_speaks_for_the_new_one(tmp_path: Path) -> None:
    lay_out(tmp_path)
    text = limits.limits("yearly", yearly="{of: amount, at-most: 30000}")
    for day in ("2024-01-01", "2024-06-01"):
        path = tmp_path / limits.PATH.replace("2024-01-01", day)
        path.parent.mkdir(exist_ok=True)
        path.write_text(text.replace("in-force: 2024-01-01", f"in-force: {day}"), "utf-8")
    _, cabinet, outcome = open_judged(tmp_path, None, "2024-06-30")
    (one,) = (one for one in trials(cabinet, outcome) if one.regulation == "limits")
    assert (one.path.rpartition("/")[2], one.met, one.tripped is not None) == ("2024-06-01.md", 2, True)


def test_the_command_tells_and_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tried(tmp_path, planted(UNMET, UNTRIPPABLE, ("priced", "expense", "", "{assert: amount <= 20000}")))
    words = ["coverage", "--mutate", "--root", str(tmp_path), "--as-of", "2024-06-30"]
    assert run(words) == 1
    assert [line for line in capsys.readouterr().out.splitlines() if "limits" in line or "规则" in line[:2]] == [
        "bureau limits/always（第 1 条，符合 2 件）：怎样改动，这条规则都不作声",
        "bureau limits/never（第 1 条）：没有一件记录符合过这条规则",
        "bureau limits/priced（第 1 条，符合 2 件）：“金额”改为别的——bureau/expense/2024/0001",
        "规则 10 条：改动即被发现 8，没有记录符合 1，改动不被发现 1",
    ]
    assert run([*words, "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["counts"] == {"never_met": 1, "rules": 10, "tripped": 8, "untripped": 1}
    assert [one for one in told["rules"] if one["rule"] == "priced"] == [
        {
            "article": 1,
            "met": 2,
            "path": limits.PATH,
            "regulation": "limits",
            "rule": "priced",
            "tripped": {
                "how": "value",
                "period": "",
                "record": "bureau/expense/2024/0001",
                "said": "“金额”改为别的",
                "what": "金额",
            },
            "unit": "bureau",
        }
    ]


def test_every_rule_of_the_committed_cabinet_would_speak() -> None:
    _, cabinet, outcome = open_judged(ROOT, None, None)
    found = trials(cabinet, outcome)
    assert len(found) > 150
    assert [(one.unit, one.regulation, one.rule) for one in found if not one.met] == []
    assert [(one.unit, one.regulation, one.rule) for one in found if one.tripped is None] == []


@pytest.mark.parametrize(
    ("condition", "tripped"),
    [
        ('body.contains("春节")', "“正文”改为别的"),
        ('!body.contains("保密")', "“正文”改为别的"),
        (r'!body.matches("(?s).*各部室.*春节.*") || body.matches("(?s).*各部室：\n.*")', "“正文”改为别的"),
        ('title.startsWith("关于") && title.endsWith("通知")', "“标题”改为别的"),
        ("length(title) < 40", "“标题”改为别的"),
    ],
)
def test_texts_are_broken_by_words_lines_and_characters(condition: str, tripped: str, tmp_path: Path) -> None:
    demand = "\n      assert: |\n        " + condition
    found = tried(tmp_path, planted(("told", "outgoing", "", demand)))
    assert said(found) == {"told": (tripped, f"{OUTGOING}/0001")}
