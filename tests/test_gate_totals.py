"""The gate judges totals: what exceeds a limit is refused, whichever record the limit stands on."""

from __future__ import annotations

from pathlib import Path

import pytest

from placet import messages
from placet.gate import Outcome, Ruling
from placet.gate.ruling import Explained
from tests import limits
from tests.gatehouse import Gatehouse, gatehouse

EXPENSE = """---
id: {id}
title: {title}
classification: internal
date: {day}
handler: {handler}
amount: {amount}
{more}---

购置办公用品。
"""
ACTS = (
    "claim by {handler} at 2024-06-20T09:00",
    "approve by sun-qiang as director at 2024-06-20T10:00",
    "pay by zheng-hua as cashier at 2024-06-20T11:00",
)


def house(tmp_path: Path, *names: str, **others: str) -> Gatehouse:
    made = gatehouse(tmp_path)
    made.commit({limits.PATH: limits.limits(*names, **others)})
    made.repo.git("push", "--quiet", "origin", "main")
    made.branch("work")
    return made


def spend(made: Gatehouse, number: int = 3, **words: str) -> Ruling:
    """Files an expense on the branch, paid and all, and asks the gate."""
    known = {"id": "2024-expddd", "title": "办公用品", "day": "2024-06-20", "handler": "wang-fang"}
    known |= {"amount": "100", "more": ""} | words
    ref = f"bureau/expense/2024/{number:04d}"
    made.repo.write({f"records/{ref}.md": EXPENSE.format(**known)})
    made.sign(ref, *(act.format(**known) for act in ACTS))
    made.commit()
    return made.judge("work")


def refused(found: Ruling) -> list[tuple[str, ...]]:
    """The refusals with their reasons; an unlawful merge says nothing else."""
    told = []
    for one in found.refusals:
        assert isinstance(one, Explained)
        assert one.code == "GAT020"
        told.append((messages.text(one, "zh"), *(messages.text(reason, "zh") for reason in one.reasons)))
    return told


def test_an_expense_above_the_ceiling_of_its_year_is_refused(tmp_path: Path) -> None:
    found = spend(house(tmp_path, "yearly"), amount="4139.51")
    assert found.outcome is Outcome.REFUSED
    assert refused(found) == [
        (
            "“办公用品”违反《限额办法》第 1 条",
            "2024 支出（“经办人”是本件的“经办人”）的“金额”合计为 5000.01，不得超过 5000",
        )
    ]


@pytest.mark.parametrize(
    "words",
    [{"amount": "4139.50"}, {"amount": "4139.51", "handler": "li-ping"}],
    ids=["up to the ceiling", "another person"],
)
def test_an_expense_within_its_ceiling_may_land(tmp_path: Path, words: dict[str, str]) -> None:
    assert refused(spend(house(tmp_path, "yearly"), **words)) == []


def test_a_limit_that_stands_on_other_records_is_judged_there(tmp_path: Path) -> None:
    found = spend(house(tmp_path, "drafted"), amount="5139.51")
    reason = "支出（“经办人”是本件的“拟稿人”）的“金额”合计为 6000.01，不得超过 6000"
    assert refused(found) == [
        ("“关于举办春节文艺活动的通知”违反《限额办法》第 1 条", reason),
        ("“关于开展书法培训的通知”违反《限额办法》第 1 条", reason),
    ]
    (tmp_path / "other").mkdir()
    assert refused(spend(house(tmp_path / "other", "drafted"), amount="5139.50")) == []


def test_what_refers_to_a_record_is_added_up_there(tmp_path: Path) -> None:
    more = "basis: bureau/outgoing/2024/0001\n"
    found = spend(house(tmp_path, "spent"), amount="3139.51", more=more)
    assert refused(found) == [
        (
            "“关于举办春节文艺活动的通知”违反《限额办法》第 1 条",
            "引用本件的支出（“依据文件”不为空）的“金额”合计为 4000.01，不得超过 4000",
        )
    ]
    (tmp_path / "other").mkdir()
    assert refused(spend(house(tmp_path / "other", "spent"), amount="3139.51")) == []


def test_what_disposes_of_a_record_too_early_is_refused(tmp_path: Path) -> None:
    made = house(tmp_path, "enough")
    classes = "periods: {通知: 10, 函: 10, 请示: forever}"
    rule = limits.limits("enough").replace(
        "{total: {over: half-year, at-least: 2}}", f"{{retain: {{class: genre, {classes}, disposal: expense}}}}"
    )
    made.repo.git("checkout", "--quiet", "main")
    made.commit({limits.PATH: rule})
    made.branch("work")
    found = spend(made, more="basis: bureau/outgoing/2024/0002\n")
    assert refused(found) == [
        (
            "“关于开展书法培训的通知”违反《限额办法》第 1 条",
            "保管期限“通知”到 2034-12-31 为止，而办公用品（2024-06-20）在期满以前处置了它",
        )
    ]


def test_a_ceiling_exceeded_before_is_not_the_fault_of_this_merge(tmp_path: Path) -> None:
    made = house(tmp_path, "drafted", drafted="{register: expense, of: amount, at-most: 1000}")
    assert refused(spend(made, amount="1")) == []


def test_an_objection_that_takes_a_record_out_of_a_total_is_refused(tmp_path: Path) -> None:
    made = house(tmp_path, "enough", enough="{where: '!done.objection', over: half-year, at-least: 2}")
    objection = {"act": "objection", "by": "zhao-min", "at": "2024-06-20T09:00", "opinion": "内容有误"}
    made.sign("bureau/outgoing/2024/0001", objection)
    made.commit()
    found = made.judge("work", as_of=limits.LATER)
    assert refused(found) == [
        (
            "“关于举办春节文艺活动的通知”违反《限额办法》第 1 条",
            "2024-H1 发文（尚未提出异议）的件数为 1，不得少于 2",
        )
    ]
    assert refused(made.judge("work")) == []
