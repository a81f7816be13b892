"""`deadline`: from what, within how long, by when."""

from __future__ import annotations

import pytest

from placet.workdays import CalendarMissing
from tests.desk import faults_of, trial

PAY = "demand: {deadline: {act: pay, after: {act: approve}, within: {days: 3}}}"


def test_nothing_is_due_before_the_clock_starts() -> None:
    assert trial(PAY)("acts: [number]") == ["not-applicable"]


def test_waiting_until_the_last_day_then_breached() -> None:
    rule = trial(PAY)
    acts = 'acts: ["approve by director on 2024-03-05"]'
    assert rule(f"{acts}\nas-of: 2024-03-08") == ["waiting", "“付款”须在 2024-03-08 以前"]
    assert rule(f"{acts}\nas-of: 2024-03-09") == ["breached", "“付款”须在 2024-03-08 以前，至今没有"]


def test_the_wait_names_who_and_until_when() -> None:
    verdict = trial(PAY).verdict('acts: ["approve by director on 2024-03-05"]\nas-of: 2024-03-08')
    wait = verdict.waits[0]
    assert (wait.what, wait.posts, wait.persons) == ("付款", ("cashier",), ("cashier",))
    assert wait.until is not None
    assert wait.until.isoformat() == "2024-03-08T23:59:59+08:00"


def test_done_in_time_and_done_late() -> None:
    rule = trial(PAY)
    approved = '"approve by director on 2024-03-05"'
    assert rule(f'acts: [{approved}, "pay by cashier on 2024-03-08T23:59"]') == ["met"]
    assert rule(f'acts: [{approved}, "pay by cashier on 2024-03-09T00:00"]') == [
        "breached",
        "“付款”是 2024-03-09 00:00，晚于期限 2024-03-08",
    ]


def test_an_act_by_one_who_may_not_do_it_keeps_no_deadline() -> None:
    acts = 'acts: ["approve by director on 2024-03-05", "pay by clerk on 2024-03-06"]'
    assert trial(PAY)(f"{acts}\nas-of: 2024-03-09") == ["breached", "“付款”须在 2024-03-08 以前，至今没有"]


def test_working_days_by_the_calendar() -> None:
    rule = trial("demand: {deadline: {act: pay, after: {day: true}, within: {working_days: param.days}}}")
    given = "given: {date: 2024-04-03}\nacts: [number]"
    assert rule(f"{given}\nas-of: 2024-04-09") == ["waiting", "“付款”须在 2024-04-09 以前"]
    assert rule(f"{given}\nas-of: 2024-04-10") == ["breached", "“付款”须在 2024-04-09 以前，至今没有"]
    with pytest.raises(CalendarMissing, match="no calendar for 2025"):
        rule("given: {date: 2024-12-30}\nacts: [number]")


def test_hours_count_from_the_moment() -> None:
    rule = trial("demand: {deadline: {act: pay, after: {act: approve}, within: {hours: 24}}}")
    approved = '"approve by director on 2024-03-05T10:00"'
    assert rule(f'acts: [{approved}, "pay by cashier on 2024-03-06T10:00"]') == ["met"]
    assert rule(f'acts: [{approved}, "pay by cashier on 2024-03-06T10:01"]') == [
        "breached",
        "“付款”是 2024-03-06 10:01，晚于期限 2024-03-06 10:00",
    ]


def test_zero_days_is_not_later_than_and_negative_is_ahead() -> None:
    same = trial("demand: {deadline: {field: due, after: {field: spent}, within: {days: 0}}}")
    assert same('given: {spent: "2024-03-05T10:00:00+08:00", due: 2024-03-05}\nacts: [number]') == ["met"]
    assert same('given: {spent: "2024-03-05T10:00:00+08:00", due: 2024-03-06}\nacts: [number]') == [
        "breached",
        "“期限”是 2024-03-06，晚于期限 2024-03-05",
    ]
    ahead = trial("demand: {deadline: {act: approve, after: {field: due}, within: {days: -3}}}")
    assert ahead('given: {due: 2024-03-08}\nacts: ["approve by director on 2024-03-05"]') == ["met"]
    assert ahead('given: {due: 2024-03-08}\nacts: ["approve by director on 2024-03-06"]') == [
        "breached",
        "“审批”是 2024-03-06 09:00，晚于期限 2024-03-05",
    ]


def test_by_a_date_in_the_year() -> None:
    rule = trial("demand: {deadline: {act: pay, by: {month: 2, day: 29, year: 1}}}")
    assert rule("given: {date: 2023-05-01}\nas-of: 2024-02-29") == ["waiting", "“付款”须在 2024-02-29 以前"]
    assert rule("given: {date: 2024-05-01}\nas-of: 2025-03-01") == ["breached", "“付款”须在 2025-02-28 以前，至今没有"]


def test_before_makes_an_open_deadline_a_breach() -> None:
    rule = trial("demand: {deadline: {act: check, after: {day: true}, within: {days: 30}}}\nbefore: pay")
    assert rule('given: {date: 2024-03-01}\nacts: [number, "pay by cashier"]') == [
        "breached",
        "“审核”（期限 2024-03-31）须先行办理",
    ]


def test_a_linked_record_in_time() -> None:
    rule = trial(
        "demand: {deadline: {link: {register: expense, reverse: true, via: letter}, after: {day: true}, within: {days: 5}}}"
    )
    given = "given: {date: 2024-03-01}\nacts: [number]\nas-of: 2024-04-01"
    other = "with: [{kind: expense, ref: l1, given: {date: 2024-03-0%d, letter: this}}]"
    assert rule(f"{given}\n{other % 6}") == ["met"]
    assert rule(f"{given}\n{other % 7}") == ["breached", "“支出”是 2024-03-07，晚于期限 2024-03-06"]
    assert rule(given) == ["breached", "“支出”须在 2024-03-06 以前，至今没有"]


def test_faults() -> None:
    assert faults_of("demand: {deadline: {act: pay, within: {weeks: 1}}}") == [
        "13:35 RUL018 规则 tried：此处写法不对，应为 days | working_days | hours"
    ]
    assert faults_of("demand: {deadline: {act: pay}}") == ["13:14 RUL018 规则 tried：此处写法不对，应为 within | by"]
    assert faults_of("demand: {deadline: {field: amount, within: {days: 1}}}") == [
        "13:32 RUL022 规则 tried：“amount”的类型是 money，此处要用 date | datetime"
    ]
    assert faults_of("demand: {deadline: {act: pay, within: {days: param.dais}}}") == [
        "13:50 RUL007 规则 tried：单位没有叫“dais”的参数（可用：major, days, opening）"
    ]
    assert faults_of("demand: {deadline: {act: pay, within: {days: param.opening}}}") == [
        "13:50 RUL022 规则 tried：“param.opening”的类型是 text，此处要用 number"
    ]
    assert faults_of("demand: {deadline: {act: pay, by: {month: 13, day: 1}}}") == [
        "13:35 RUL018 规则 tried：此处写法不对，应为 month 1-12, day 1-31"
    ]
    assert faults_of("demand: {deadline: {act: pay, field: due, within: {days: 1}}}") == [
        "13:14 RUL018 规则 tried：此处写法不对，应为 act | field | link"
    ]
