"""`complete`, `distinct` and `assert`: what a record must say, who must differ, what must be true."""

from __future__ import annotations

import pytest

from placet.workdays import CalendarMissing
from tests.desk import faults_of, trial


def test_complete_names_each_empty_field() -> None:
    rule = trial("demand: {complete: [method, items, persons, attachments]}")
    assert rule("given: {items: [{name: 纸}]}") == ["waiting", "没有填写“方式”", "没有填写“同行人”", "没有填写“附件”"]
    assert rule("given: {items: []}\nacts: [number]") == [
        "breached",
        "没有填写“方式”",
        "没有填写“明细”",
        "没有填写“同行人”",
        "没有填写“附件”",
    ]
    given = "given: {method: cash, items: [{name: 纸}], persons: [a], attachments: [发票.pdf]}"
    assert rule(f"{given}\nacts: [number]") == ["met"]


def test_complete_counts_false_and_zero_as_filled() -> None:
    rule = trial("demand: {complete: [urgent, amount]}")
    assert rule("given: {urgent: false, amount: 0}\nacts: [number]") == ["met"]
    assert rule("given: {amount: 0}\nacts: [number]") == ["breached", "没有填写“是否急件”"]


def test_complete_waits_for_each_field_by_name() -> None:
    verdict = trial("demand: {complete: [method]}").verdict("given: {}")
    assert [wait.what for wait in verdict.waits] == ["方式"]


def test_complete_refuses_unknown_fields() -> None:
    assert faults_of("demand: {complete: [metod]}") == [
        (
            "13:25 RUL003 规则 tried：登记簿没有叫“metod”的栏目（可用：date, amount, method, section, handler, sections, "
            "persons, items, spent, due, at_hour, purpose, urgent, body_of, letter）"
        )
    ]
    assert faults_of("demand: {complete: []}") == ["13:14 RUL018 规则 tried：此处写法不对，应为 [field, …]"]


def test_distinct_persons() -> None:
    rule = trial("demand: {distinct: {acts: [check, approve], fields: [handler]}}\nbefore: number")
    assert rule('given: {handler: a}\nacts: ["check by deputy", "approve by director", number]') == ["met"]
    assert rule('given: {handler: a}\nacts: ["check by a", "approve by director", number]') == [
        "breached",
        "“经办人”与“审核”都是a，须由不同的人办理",
    ]
    assert rule('given: {handler: a}\nacts: ["check by deputy", "approve by deputy"]') == [
        "waiting",
        "“审核”与“审批”都是副局长，须由不同的人办理",
    ]


def test_distinct_says_nothing_of_one_alone() -> None:
    rule = trial("demand: {distinct: [check, approve]}")
    assert rule('acts: ["check by deputy", "check by deputy", number]') == ["not-applicable"]


def test_distinct_looks_into_lists_of_persons() -> None:
    rule = trial("demand: {distinct: {fields: [handler, persons]}}")
    assert rule("given: {handler: a, persons: [b, a]}\nacts: [number]") == [
        "breached",
        "“经办人”与“同行人”都是a，须由不同的人办理",
    ]


def test_distinct_needs_two_names() -> None:
    assert faults_of("demand: {distinct: {acts: [check]}}") == [
        "13:14 RUL018 规则 tried：此处写法不对，应为 {acts: […], fields: […]}"
    ]
    assert faults_of("demand: {distinct: {acts: [check], fields: [amount]}}") == [
        "13:49 RUL022 规则 tried：“amount”的类型是 money，此处要用 person"
    ]


def test_assert_shows_the_values_it_read() -> None:
    rule = trial("demand:\n  assert: amount < param.major || method == 'transfer'")
    assert rule("given: {amount: 19999.99}\nacts: [number]") == ["met"]
    assert rule("given: {amount: 20000, method: transfer}\nacts: [number]") == ["met"]
    assert rule("given: {amount: 20000, method: cash}\nacts: [number]") == [
        "breached",
        "不符合条件 amount < param.major || method == 'transfer'（金额 = 20000；方式 = 现金；大额起点 = 20000）",
    ]


def test_assert_shows_what_objects_hold_as_people_write_it() -> None:
    rule = trial("demand:\n  assert: items.all(i, i.price > 2) && !('finance' in sections)")
    assert rule("given: {items: [{name: 纸, price: 1.5}, {name: 笔}], sections: [finance]}\nacts: [number]") == [
        "breached",
        "不符合条件 items.all(i, i.price > 2) && !('finance' in sections)（明细 = [（品名 纸，单价 1.5）, （品名 笔）]；会签股室 = [finance]）",
    ]


def test_the_boundary_of_money_is_exact() -> None:
    rule = trial("when: amount >= 20000\ndemand: {complete: [method]}")
    assert rule("given: {amount: 20000}") == ["waiting", "没有填写“方式”"]
    assert rule("given: {amount: 20000.00}") == ["waiting", "没有填写“方式”"]
    assert rule("given: {amount: 19999.99}") == ["not-applicable"]


def test_several_conditions_are_judged_one_by_one() -> None:
    rule = trial("demand:\n  assert:\n    - amount > 5\n    - purpose != ''")
    assert rule("given: {amount: 1}") == [
        "waiting",
        "不符合条件 amount > 5（金额 = 1）",
        "不符合条件 purpose != ''（用途 = ）",
    ]


def test_what_is_absent_cannot_be_judged() -> None:
    rule = trial("demand:\n  assert: due > date")
    assert rule("given: {}") == ["waiting", "条件 due > date 不能判断：没有期限"]
    assert rule("given: {}\nacts: [number]") == ["breached", "条件 due > date 不能判断：没有期限"]
    absorbed = trial("demand:\n  assert: '!filled.due || due > date'")
    assert absorbed("given: {}\nacts: [number]") == ["met"]


def test_a_when_that_cannot_be_judged_never_passes() -> None:
    rule = trial("when: due > date\ndemand: {complete: [amount]}")
    assert rule("given: {}") == ["waiting", "条件 due > date 不能判断：没有期限"]
    assert rule("given: {}\nacts: [number]") == ["breached", "条件 due > date 不能判断：没有期限"]
    assert rule("given: {date: 2024-01-01, due: 2024-01-01}\nacts: [number]") == ["not-applicable"]


def test_acts_and_their_data_in_conditions() -> None:
    rule = trial("demand:\n  assert: '!done.pay || data.pay.sum == amount'\nbefore: pay")
    assert rule("given: {amount: 10.5}\nacts: [number]") == ["met"]
    assert rule("given: {amount: 10.5}\nacts: [number, {act: pay, by: cashier, data: {sum: 10.5}}]") == ["met"]
    assert rule("given: {amount: 10.5}\nacts: [number, {act: pay, by: cashier, data: {sum: 10.4}}]") == [
        "breached",
        "不符合条件 !done.pay || data.pay.sum == amount（金额 = 10.5；实付 = 10.4；付款 = 是）",
    ]
    assert rule("given: {amount: 10.5}\nacts: [number, {act: pay, by: cashier}]") == [
        "breached",
        "条件 !done.pay || data.pay.sum == amount 不能判断：没有实付",
    ]


def test_a_note_is_not_done() -> None:
    rule = trial("demand:\n  assert: done.approve")
    assert rule("acts: [{act: approve, by: director, evidence: none}, number]") == [
        "breached",
        "不符合条件 done.approve（审批 = 否）",
    ]
    assert trial("demand:\n  assert: done.remark")("acts: [{act: remark, by: a, evidence: none}, number]") == ["met"]


def test_a_missing_calendar_is_never_guessed() -> None:
    rule = trial("demand:\n  assert: working_days(date, due) <= 3")
    assert rule("given: {date: 2024-04-03, due: 2024-04-09}\nacts: [number]") == ["met"]
    assert rule("given: {date: 2024-04-03, due: 2024-04-10}\nacts: [number]") == [
        "breached",
        "不符合条件 working_days(date, due) <= 3（日期 = 2024-04-03；期限 = 2024-04-10）",
    ]
    with pytest.raises(CalendarMissing, match=r"^no calendar for 2025$"):
        rule("given: {date: 2024-12-31, due: 2025-01-06}\nacts: [number]")
