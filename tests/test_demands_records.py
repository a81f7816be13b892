"""`link`, `decision` and `cadence`: what a record owes to others."""

from __future__ import annotations

from datetime import datetime

from tests.desk import faults_of, trial

DECIDED = "demand: {decision: {body: council, outcome: approved}}\nbefore: pay"
PRESENT = "present: [director, deputy, executive]"


def minutes(day: str = "2024-03-01", present: str = PRESENT, outcome: str = "approved", more: str = "") -> str:
    decisions = f"decisions: [{{record: this, outcome: {outcome}}}]"
    given = f"given: {{date: {day}, body: council, {present}, {decisions}}}"
    return f"with: [{{kind: minutes, ref: 第1次局务会, {given}{more}}}]"


def test_a_decision_in_quorate_minutes() -> None:
    rule = trial(DECIDED)
    verdict = rule.verdict(f'given: {{date: 2024-03-02}}\nacts: [number, "pay by cashier"]\n{minutes()}')
    assert (verdict.status.value, verdict.rests_on) == ("met", ("bureau/minutes/2024/0002",))


def test_without_minutes_the_chairs_are_awaited() -> None:
    rule = trial(DECIDED)
    assert rule("acts: [number]") == ["waiting", "没有局务会作出“同意”决定的有效会议记录"]
    assert rule('acts: [number, "pay by cashier"]') == ["breached", "没有局务会作出“同意”决定的有效会议记录"]
    wait = rule.verdict("acts: [number]").waits[0]
    assert (wait.what, wait.posts, wait.persons) == (
        "局务会作出“同意”的决定",
        ("director", "executive"),
        ("director", "executive"),
    )


def test_half_of_the_members_are_no_quorum_here() -> None:
    assert trial(DECIDED)(f"acts: [number]\n{minutes(present='present: [director, deputy, cashier, 外人]')}") == [
        "waiting",
        "没有局务会作出“同意”决定的有效会议记录",
        "第1次局务会：局务会应到 4 人，实到 2 人，不足法定人数",
    ]


def test_half_are_a_quorum_where_the_body_says_so() -> None:
    rule = trial("demand: {decision: {body: {field: body_of}}}")
    given = "given: {date: 2024-03-02, body_of: union}\nacts: [number]"
    other = "given: {date: 2024-03-01, body: union, present: [cashier], decisions: [{record: this, outcome: approved}]}"
    assert rule(f"{given}\nwith: [{{kind: minutes, ref: m1, {other}}}]") == ["met"]


def test_another_outcome_another_body_a_later_day_another_chair() -> None:
    rule = trial(DECIDED)
    none = "没有局务会作出“同意”决定的有效会议记录"
    paid = 'acts: [number, "pay by cashier on 2024-03-05"]'
    assert rule(f"{paid}\n{minutes(outcome='rejected')}") == [
        "breached",
        none,
        "第1次局务会的决定是“不同意”，而须“同意”",
    ]
    assert rule(f"{paid}\n{minutes().replace('body: council', 'body: union')}") == [
        "breached",
        none,
        "第1次局务会是工会的记录，不是所要求的会议",
    ]
    assert rule(f"{paid}\n{minutes('2024-03-06')}") == ["breached", none, "第1次局务会（2024-03-06）晚于“付款”"]
    assert rule(f"{paid}\n{minutes('2024-03-05')}") == ["met"]
    assert rule(f"{paid}\n{minutes(present=PRESENT + ', chair: deputy')}") == [
        "breached",
        none,
        "第1次局务会由副局长主持，而其当日不能主持局务会",
    ]
    assert rule(f"{paid}\n{minutes(present=PRESENT + ', chair: executive')}") == ["met"]


def test_minutes_that_are_drafts_or_breach_their_own_rules() -> None:
    rule = trial(DECIDED)
    none = "没有局务会作出“同意”决定的有效会议记录"
    assert rule(f"acts: [number]\n{minutes(more=', draft: true')}") == [
        "waiting",
        none,
        "所关联的第1次局务会尚未编号",
    ]
    assert rule(f"acts: [number]\n{minutes(more=', met: false')}") == [
        "waiting",
        none,
        "所关联的第1次局务会违反了规则 -",
    ]


def test_a_decision_on_another_record_counts_for_nothing() -> None:
    other = minutes().replace("record: this", "record: bureau/expense/2024/0099")
    assert trial(DECIDED)(f"acts: [number]\n{other}") == ["waiting", "没有局务会作出“同意”决定的有效会议记录"]


def test_decision_faults() -> None:
    assert faults_of("demand: {decision: {body: senate}}") == [
        "13:31 RUL005 规则 tried：单位没有叫“senate”的会议（可用：council, union）"
    ]
    assert faults_of("demand: {decision: {body: council, outcome: agreed}}") == [
        "13:49 RUL025 规则 tried：会议记录没有“agreed”这种结果（可用：approved, rejected）"
    ]


def test_a_link_through_refers() -> None:
    rule = trial("demand: {link: {register: minutes}}")
    assert rule("given: {refers: [m1]}\nacts: [number]\nwith: [{kind: minutes, ref: m1}]") == ["met"]
    assert rule("acts: [number]\nwith: [{kind: minutes, ref: m1}]") == [
        "breached",
        "须关联有效的会议纪要 1 件，现有 0 件",
    ]
    assert rule("given: {refers: [e1]}\nwith: [{kind: expense, ref: e1}]") == [
        "waiting",
        "须关联有效的会议纪要 1 件，现有 0 件",
    ]


def test_what_is_wrong_with_a_linked_record_is_said() -> None:
    rule = trial("demand: {link: {register: expense, via: letter, where: amount <= this.amount, done: [pay]}}")
    head = "given: {letter: e1, amount: 5}\nacts: [number]\n"
    short = "须关联有效的支出 1 件，现有 0 件"
    paid = "acts: [{act: pay, by: cashier}]"
    assert rule(head + f"with: [{{kind: expense, ref: e1, given: {{amount: 5}}, {paid}}}]") == ["met"]
    assert rule(head + "with: [{kind: expense, ref: e1, given: {amount: 5}}]") == [
        "breached",
        short,
        "所关联的e1还没有“付款”",
    ]
    assert rule(head + "with: [{kind: expense, ref: e1, given: {amount: 5}, acts: [pay by clerk]}]") == [
        "breached",
        short,
        "所关联的e1还没有“付款”",
    ]
    assert rule(head + f"with: [{{kind: expense, ref: e1, given: {{amount: 5.01}}, {paid}}}]") == [
        "breached",
        short,
        "所关联的e1不符合条件 amount <= this.amount",
    ]
    assert rule(head + f"with: [{{kind: expense, ref: e1, given: {{amount: 5}}, {paid}, met: false}}]") == [
        "breached",
        short,
        "所关联的e1违反了规则 -",
    ]
    assert rule(head + f"with: [{{kind: expense, ref: e1, given: {{amount: 5, annulled: 误}}, {paid}}}]") == [
        "breached",
        short,
        "所关联的e1已经作废",
    ]


def test_a_link_to_a_draft_waits() -> None:
    rule = trial("demand: {link: {register: expense, via: letter}}")
    assert rule("given: {letter: e1}\nwith: [{kind: expense, ref: e1, draft: true}]") == [
        "waiting",
        "须关联有效的支出 1 件，现有 0 件",
        "所关联的e1尚未编号",
    ]
    either = trial("demand: {link: {register: expense, via: letter, met: false}}")
    assert either("given: {letter: e1}\nacts: [number]\nwith: [{kind: expense, ref: e1, draft: true}]") == ["met"]


def test_a_reverse_link_and_its_count() -> None:
    rule = trial("demand: {link: {register: [expense, minutes], reverse: true, count: 2}}")
    one = "{kind: expense, ref: e1, given: {letter: this}}"
    two = "{kind: minutes, ref: m1, given: {refers: [this]}}"
    assert rule(f"acts: [number]\nwith: [{one}, {two}]") == ["met"]
    assert rule(f"acts: [number]\nwith: [{one}]") == ["breached", "引用本件的支出或者会议纪要须有 2 件，现有 1 件"]


def test_link_faults() -> None:
    assert faults_of("demand: {link: {register: letters}}") == [
        "13:31 RUL016 规则 tried：没有叫“letters”的登记簿种类（可用：expense, minutes）"
    ]
    assert faults_of("demand: {link: {register: minutes, via: handler}}") == [
        "13:45 RUL022 规则 tried：“handler”的类型是 person，此处要用 record"
    ]
    assert faults_of("demand: {link: {register: minutes, done: [pay]}}") == [
        "13:40 RUL002 规则 tried：登记簿没有叫“pay”的办理事项（可用：sign）"
    ]
    assert faults_of("demand: {link: {register: minutes, where: amount > 3}}") == [
        "13:47 RUL036 规则 tried：没有“amount”，是不是“this.amount”？"
    ]


MONTHLY = "when: method == 'cash'\ndemand: {cadence: {every: month, count: 2}}"


def cash(*days: str) -> str:
    records = [f"{{kind: expense, ref: e{n}, given: {{date: {day}, method: cash}}}}" for n, day in enumerate(days)]
    return f"with: [{', '.join(records)}]"


def test_a_cadence_counts_what_when_lets_through() -> None:
    rule = trial(MONTHLY)
    head = "period: 2024-03\nas-of: 2024-04-01\n"
    assert rule(head + cash("2024-03-01", "2024-03-31")) == ["met"]
    assert rule(head + cash("2024-02-29", "2024-03-31")) == ["breached", "支出在 2024-03 须有 2 件，只有 1 件"]
    other = cash("2024-03-01", "2024-03-02").replace("ref: e1", "ref: e1, draft: true")
    assert rule(head + other) == ["breached", "支出在 2024-03 须有 2 件，只有 1 件"]


def test_the_current_period_waits_for_its_end() -> None:
    rule = trial(MONTHLY)
    verdict = rule.verdict("period: 2024-03\nas-of: 2024-03-31\n" + cash("2024-03-01"))
    assert (verdict.status.value, verdict.period, verdict.waits[0].until) == (
        "waiting",
        "2024-03",
        datetime.fromisoformat("2024-03-31T23:59:59+08:00"),
    )


def test_quarters_halves_and_years() -> None:
    rhythms = {
        "quarter": ("2024-Q1", "2024-03-31"),
        "half-year": ("2024-H2", "2024-12-31"),
        "year": ("2024", "2024-12-31"),
    }
    for every, (period, last) in rhythms.items():
        rule = trial(f"demand: {{cadence: {{every: {every}}}}}")
        assert rule(f'period: "{period}"\nas-of: {last}') == ["waiting", f"支出在 {period} 须有 1 件，现有 0 件"]
        assert rule(f'period: "{period}"') == ["breached", f"支出在 {period} 须有 1 件，只有 0 件"]
        assert rule(f'period: "{period}"\nwith: [{{kind: expense, given: {{date: {last}}}}}]') == ["met"]


def test_cadence_faults() -> None:
    assert faults_of("demand: {cadence: {every: week}}") == [
        "13:31 RUL026 规则 tried：“week”不是可用的周期写法（可用：month, quarter, half-year, year）"
    ]
    assert faults_of("demand: {cadence: {every: month}, complete: [amount]}") == [
        "13:14 RUL027 规则 tried：周期要求不能与其他要求写在一条规则里"
    ]
