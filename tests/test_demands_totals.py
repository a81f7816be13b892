"""`total`, `retain` and `withhold`: sums over records, archival periods, and what is kept from readers."""

from __future__ import annotations

from datetime import datetime

import pytest

from placet.judge import judge
from placet.rules.conjuncts import Conjuncts, conjuncts
from placet.rules.plain import sentence
from placet.rules.publication import Withheld, withheld
from tests.desk import cabinet, compiled, faults_of, moment, regulation, trial

YEARLY = "demand: {total: {of: amount, where: handler == this.handler, over: year, at-most: 100}}"
OTHERS = """
with:
  - {kind: expense, given: {amount: 60, handler: a, date: 2024-02-01}}
  - {kind: expense, given: {amount: 70, handler: b, date: 2024-02-01}}
  - {kind: expense, given: {amount: 80, handler: a, date: 2023-12-31}}
  - {kind: expense, given: {amount: 90, handler: a, date: 2024-02-02}, draft: true}
  - {kind: expense, given: {amount: 95, handler: a, date: 2024-02-03, annulled: 误编}}
"""


def given(amount: str, acts: str = "[number]") -> str:
    return f"given: {{amount: {amount}, handler: a, date: 2024-03-01}}\nacts: {acts}\n{OTHERS}"


def test_a_total_up_to_its_limit_and_above() -> None:
    rule = trial(YEARLY)
    above = "2024 支出（“经办人”是本件的“经办人”）的“金额”合计为 100.01，不得超过 100"
    assert rule(given("40")) == ["met"]
    assert rule(given("40.01")) == ["breached", above]
    assert rule(given("40.01", "[]")) == ["waiting", above]
    assert rule(given("40", "[]")) == ["met"]


def test_the_limit_may_be_a_parameter_a_field_or_an_expression() -> None:
    assert trial("demand: {total: {of: amount, at-most: param.major}}")(given("19770")) == ["met"]
    assert trial("demand: {total: {of: amount, at-most: param.major}}")(given("19790.01")) == [
        "breached",
        "支出的“金额”合计为 20000.01，不得超过 20000",
    ]
    half = trial("demand: {total: {register: expense, where: amount < this.amount, at-most: 'amount - 58'}}")
    assert half(given("60")) == ["met"]
    assert half(given("61")) == ["met"]
    assert half(given("60.5")) == ["met"]
    fewer = trial("demand: {total: {where: amount < this.amount, at-most: count(persons)}}")
    assert fewer(given("75")) == ["breached", "支出（“金额”小于本件的“金额”）的件数为 2，不得超过 0"]


def test_records_that_refer_to_this_one() -> None:
    rule = trial("demand: {total: {register: [minutes, expense], over: refers, equals: 2}}")
    minutes = "{kind: minutes, given: {refers: [this]}}"
    assert rule(f"acts: [number]\nwith: [{minutes}, {minutes}, {{kind: minutes}}]") == ["met"]
    assert rule(f"acts: [number]\nwith: [{minutes}]") == [
        "breached",
        "引用本件的会议纪要或者支出的件数为 1，应当等于 2",
    ]
    letter = "{kind: expense, given: {letter: this}}"
    draft = "{kind: expense, given: {letter: this}, draft: true}"
    verdict = rule.verdict(f"acts: [number]\nwith: [{minutes}, {letter}, {draft}]")
    assert (verdict.status.value, verdict.rests_on) == (
        "met",
        ("bureau/minutes/2023/0002", "bureau/expense/2023/0003"),
    )


def test_records_with_the_same_value_of_a_field() -> None:
    rule = trial("demand: {total: {over: {field: method}, at-most: 1}}")
    other = "with: [{kind: expense, given: {method: cash}}]"
    assert rule(f"given: {{method: transfer}}\nacts: [number]\n{other}") == ["met"]
    assert rule(f"given: {{method: cash}}\nacts: [number]\n{other}") == [
        "breached",
        "同一“方式”的支出的件数为 2，不得超过 1",
    ]


def test_too_few_are_awaited_until_the_period_is_over() -> None:
    rule = trial("demand: {total: {register: minutes, over: quarter, at-least: 2}}")
    text = "given: {date: 2024-03-01}\nacts: [number]\nwith: [{kind: minutes, given: {date: 2024-03-31}}]\nas-of: "
    few = "2024-Q1 会议纪要的件数为 1，不得少于 2"
    assert rule(text + "2024-03-31") == ["waiting", few]
    assert rule(text + "2024-04-01") == ["breached", few]
    assert rule.verdict(text + "2024-03-31").waits[0].until == datetime.fromisoformat("2024-03-31T23:59:59+08:00")
    more = text.replace("with: [", "with: [{kind: minutes, given: {date: 2024-01-01}}, ")
    assert rule(more + "2024-03-31") == ["met"]


def test_what_cannot_be_judged_is_neither_nought_nor_left_out() -> None:
    rule = trial("demand: {total: {register: expense, of: data.pay.sum, where: filled.due, at-most: 10}}")
    assert rule("given: {due: 2024-03-01}\nacts: [number]") == [
        "breached",
        "支出（已填“期限”）的“付款”所记的实付合计无法计算：不能判断 bureau/expense/2023/0001 是否计入或者计入多少（缺少实付）",
    ]
    assert rule("acts: [number]") == ["met"]
    rule = trial("demand: {total: {where: 'days(due, this.due) == 0', at-most: 10}}")
    assert rule("given: {due: 2024-03-01}\nacts: [number]\nwith: [{kind: expense, ref: e2}]") == [
        "breached",
        "支出（从“期限”到本件的“期限”的天数是0）的件数无法计算：不能判断 bureau/expense/2023/0002 是否计入或者计入多少（缺少期限）",
    ]
    rule = trial("demand: {total: {where: due == this.due, at-most: 10}}")
    assert rule("acts: [number]") == ["breached", "条件 due == this.due 不能判断：没有期限"]


def test_the_parts_of_a_condition() -> None:
    known = frozenset({"amount", "handler", "day", "done.pay", "this.handler", "this.day", "this.drafter", "param.x"})
    source = "handler == this.handler && done.pay && day <= this.day && (amount > 1 || amount < this.day)"
    assert conjuncts(source, known) == Conjuncts(
        ("done . pay",), (("handler", "handler"),), ("day <= this . day", "( amount > 1 || amount < this . day )")
    )
    assert conjuncts("this.drafter == handler", known) == Conjuncts(equal=(("handler", "drafter"),))
    assert conjuncts("month(day) == month(this.day) + param.x", known) == Conjuncts(
        equal=(("month ( day )", "month ( day ) + param . x"),)
    )
    assert conjuncts("handler == this.handler || done.pay", known) == Conjuncts(
        rest=("handler == this . handler || done . pay",)
    )
    assert conjuncts("handler != this.handler", known) == Conjuncts(rest=("handler != this . handler",))
    assert conjuncts("handler + this.handler == 'ab'", known) == Conjuncts(rest=("handler + this . handler == 'ab'",))


RETAIN = "demand: {retain: {class: method, periods: {cash: forever, transfer: PERIOD}, disposal: minutes, from: due}}"


def test_nothing_is_disposed_of_before_its_period_is_over() -> None:
    rule = trial(RETAIN.replace("PERIOD", "10"))
    text = "given: {due: 2013-05-06, method: transfer}\nacts: [number]\nwith: "
    list_of = "[{kind: minutes, ref: 销毁清册, given: {date: DATE, refers: [this]}}]"
    assert rule(text + "[]") == ["met"]
    assert rule(text + list_of.replace("DATE", "2024-01-01")) == ["met"]
    assert rule(text + list_of.replace("DATE", "2023-12-31")) == [
        "breached",
        "保管期限“转账”到 2023-12-31 为止，而销毁清册（2023-12-31）在期满以前处置了它",
    ]
    assert rule(text + list_of.replace("DATE", "2023-12-31").replace("}}]", "}, draft: true}]")) == ["met"]
    assert rule(text + list_of.replace("DATE", "2024-01-01").replace("}}]", "}, met: false}]")) == [
        "breached",
        "所关联的销毁清册违反了规则 -",
    ]


def test_what_is_kept_for_ever_is_never_disposed_of() -> None:
    rule = trial(RETAIN.replace("PERIOD", "param.days"))
    other = "with: [{kind: minutes, ref: 销毁清册, given: {date: DATE, refers: [this]}}]"
    assert rule(f"given: {{due: 2013-05-06, method: cash}}\nacts: [number]\n{other.replace('DATE', '2099-01-01')}") == [
        "breached",
        "保管期限为“现金”，永久保管，而销毁清册处置了它",
    ]
    text = f"given: {{due: 2013-05-06, method: transfer}}\nacts: [number]\n{other}"
    assert rule(text.replace("DATE", "2017-01-01")) == ["met"]
    assert rule(text.replace("DATE", "2016-12-31")) == [
        "breached",
        "保管期限“转账”到 2016-12-31 为止，而销毁清册（2016-12-31）在期满以前处置了它",
    ]


def test_a_record_without_a_class() -> None:
    rule = trial(RETAIN.replace("PERIOD", "10"))
    unknown = "“方式”为“”，不是规则所列的保管期限（现金、转账）"
    assert rule("acts: [number]") == ["breached", unknown]
    assert rule("acts: []") == ["waiting", unknown]


def test_what_is_withheld_may_not_be_public() -> None:
    rule = trial("demand: {withhold: {from: [public]}}\nwhen: urgent")
    assert rule("given: {urgent: true, classification: internal}\nacts: [number]") == ["met"]
    public = "given: {urgent: true, classification: public}\nacts: "
    assert rule(public + "[number]") == ["breached", "本件不得对外公开，而密级写为公开"]
    assert rule(public + "[]") == ["waiting", "本件不得对外公开，而密级写为公开"]


def test_what_a_withheld_field_holds_may_not_be_told_elsewhere() -> None:
    rule = trial("demand: {withhold: {from: public, fields: [purpose, handler, persons]}}")
    text = "given: {classification: public, purpose: 购纸, handler: director, persons: [甲], BODY}\nacts: [number]"
    assert rule(text.replace("BODY", "body: 甲某办理")) == ["met"]
    assert rule(text.replace("BODY", "body: 关于购纸的说明, title: 请局长审批")) == [
        "breached",
        "“用途”不得对外公开，而“正文”中写有它的内容",
        "“经办人”不得对外公开，而“标题”中写有它的内容",
    ]
    assert rule(text.replace("BODY", "body: 关于购纸的说明").replace(": public", ": internal")) == ["met"]


def test_what_a_build_leaves_out() -> None:
    text = regulation("demand: {withhold: {from: public, fields: [purpose]}}\nwhen: amount > 1 || filled.due")
    record = """---
id: 2024-abcdef
title: 购纸
classification: CLASS
date: 2024-03-01
amount: AMOUNT
---
"""

    def asked(amount: str, audience: str, classification: str = "public") -> Withheld:
        path = "records/bureau/expense/2024/0001.md"
        made = cabinet(text, **{path: record.replace("AMOUNT", amount).replace("CLASS", classification)})
        rules = judge(made, moment("2024-06-30T12:00")).rules
        return withheld(made, rules, made.records[path], audience, moment("2024-06-30T12:00"))

    assert asked("2", "public") == Withheld(fields=frozenset({"purpose"}))
    assert asked("1", "public") == Withheld()
    assert asked("2", "internal") == Withheld()
    assert asked("1", "public", "internal") == Withheld(whole=True)
    text = text.replace(", fields: [purpose]", "").replace("from: public", "from: internal")
    assert asked("2", "public") == Withheld(whole=True)
    assert asked("2", "internal") == Withheld(whole=True)
    text = text.replace("filled.due", "days(due, day) > 1")
    assert asked("1", "internal") == Withheld(whole=True)


@pytest.mark.parametrize(
    ("demand", "words"),
    [
        (
            "{total: {of: amount, where: handler == this.handler, over: year, at-most: param.major}}",
            "支出：同年的支出（“经办人”是本件的“经办人”）的“金额”合计不得超过大额起点。",
        ),
        (
            "{total: {register: minutes, where: body == this.body_of, over: half-year, at-least: 2}}",
            "支出：同一半年的会议纪要（“会议”是本件的“决定会议”）的件数不得少于2。",
        ),
        ("{total: {of: amount, over: refers, equals: amount}}", "支出：引用本件的支出的“金额”合计须等于“金额”。"),
        ("{total: {over: {field: method}, at-most: 1}}", "支出：同一“方式”的支出的件数不得超过1。"),
        (
            "{retain: {class: method, periods: {cash: forever, transfer: param.days}, disposal: [minutes, expense]}}",
            "支出：按“方式”保管（“现金”永久保管，“转账”保管3年），期满并由会议纪要或者支出批准后方可处置。",
        ),
        ("{withhold: internal}", "支出：不得对内部读者公开。"),
        ("{withhold: {from: [public], fields: [purpose, handler]}}", "支出：用途、经办人不得对外部读者公开。"),
    ],
)
def test_in_words(demand: str, words: str) -> None:
    assert sentence(compiled(f"demand: {demand}")[1].rules) == words


@pytest.mark.parametrize(
    ("demand", "fault"),
    [
        ("{total: {of: method, at-most: 1}}", "13:26 RUL040 规则 tried：表达式的结果是 text，应当是数"),
        ("{total: {at-most: urgent}}", "13:31 RUL040 规则 tried：表达式的结果是 boolean，应当是数"),
        (
            "{total: {at-most: 1, at-least: 2}}",
            "13:14 RUL018 规则 tried：此处写法不对，应为 at-most | at-least | equals",
        ),
        ("{total: {of: amount}}", "13:14 RUL018 规则 tried：此处写法不对，应为 at-most | at-least | equals"),
        (
            "{total: {over: week, at-most: 1}}",
            "13:28 RUL026 规则 tried：“week”不是可用的周期写法（可用：month, quarter, half-year, year, refers, {field: …}）",
        ),
        (
            "{total: {where: handler == this.hander, at-most: 1}}",
            "13:40 RUL036 规则 tried：没有“this.hander”，是不是“this.handler”？",
        ),
        (
            "{total: {register: [minutes], over: {field: method}, at-most: 1}}",
            "13:57 RUL003 规则 tried：登记簿没有叫“method”的栏目（可用：date, body, present, chair, decisions）",
        ),
        (
            "{retain: {class: method, periods: {cash: forever}, disposal: minutes}}",
            "13:38 RUL042 规则 tried：保管期限没有写全，缺 transfer",
        ),
        (
            "{retain: {class: method, periods: {cash: 1, transfer: 2, card: 3}, disposal: minutes}}",
            "13:76 RUL041 规则 tried：该栏没有“card”这一选项（可用：cash, transfer）",
        ),
        (
            "{retain: {class: purpose, periods: {a: param.opening}, disposal: minutes}}",
            "13:52 RUL022 规则 tried：“param.opening”的类型是 text，此处要用 number",
        ),
        ("{withhold: {from: all}}", "13:31 RUL043 规则 tried：没有“all”这种读者（可用：internal, public）"),
    ],
)
def test_faults(demand: str, fault: str) -> None:
    assert faults_of(f"demand: {demand}") == [fault]


def counted(*given: str) -> str:
    return "with: [" + ", ".join(f"{{kind: expense, given: {{{one}}}}}" for one in given) + "]"


def test_each_holder_of_a_post_has_a_record_in_every_period() -> None:
    rule = trial("demand: {cadence: {every: quarter, each: {field: handler, of: [deputy, {member: union}]}}}")
    day = "date: 2024-02-01, handler: "
    head = "period: 2024-Q1\n"
    all_three = (f"{day}deputy", f"{day}cashier", f"{day}clerk")
    assert rule(head + counted(*all_three)) == ["met"]
    assert rule(head + counted(*all_three[:2], "date: 2024-04-01, handler: clerk")) == [
        "breached",
        "支出在 2024-Q1 须有经办员的 1 件，只有 0 件",
    ]
    assert rule(head + "as-of: 2024-03-31\n" + counted(all_three[2])) == [
        "waiting",
        "支出在 2024-Q1 须有副局长的 1 件，现有 0 件",
        "支出在 2024-Q1 须有出纳的 1 件，现有 0 件",
    ]
    words = "支出：每季度支出中，“经办人”为副局长或者工会成员的，每一位（项）不少于1件。"
    assert sentence([rule.rule]) == words


def test_each_section_or_choice_has_its_records() -> None:
    rule = trial("demand: {cadence: {every: month, count: 2, each: {field: method}}}")
    cash, transfer = "date: 2024-02-01, method: cash", "date: 2024-02-01, method: transfer"
    assert rule("period: 2024-02\n" + counted(cash, cash, transfer, transfer)) == ["met"]
    assert rule("period: 2024-02\n" + counted(cash, cash, transfer)) == [
        "breached",
        "支出在 2024-02 须有转账的 2 件，只有 1 件",
    ]
    rule = trial("demand: {cadence: {every: month, each: {field: sections, of: [office, culture]}}}")
    assert rule("period: 2024-02\nwith: [{kind: expense, given: {date: 2024-02-02, sections: [office, culture]}}]") == [
        "met"
    ]
    assert rule("period: 2024-02\n" + counted("date: 2024-02-02, sections: [office]")) == [
        "breached",
        "支出在 2024-02 须有文化股的 1 件，只有 0 件",
    ]


def test_a_record_is_due_in_the_first_days_of_every_period() -> None:
    rule = trial("demand: {cadence: {every: month, due: 5}}")
    assert rule("period: 2024-02\n" + counted("date: 2024-02-05")) == ["met"]
    assert rule("period: 2024-02\nas-of: 2024-02-06\n" + counted("date: 2024-02-06")) == [
        "breached",
        "支出在 2024-02 须有 1 件，只有 0 件",
    ]
    verdict = rule.verdict("period: 2024-02\nas-of: 2024-02-05")
    assert verdict.waits[0].until == datetime.fromisoformat("2024-02-05T23:59:59+08:00")
    assert sentence([rule.rule]) == "支出：每月头5日内支出不少于1件。"
    assert faults_of("demand: {cadence: {every: month, each: {field: handler}}}") == [
        "13:38 RUL018 规则 tried：此处写法不对，应为 by"
    ]
    assert faults_of("demand: {cadence: {every: month, each: {field: method, of: card}}}") == [
        "13:64 RUL044 规则 tried：没有“card”（可用：cash, transfer）"
    ]
