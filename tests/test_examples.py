"""Worked examples and whole regulations: what is wrong is said at its own line, and nothing is dropped in silence."""

from __future__ import annotations

from pathlib import Path

from placet import messages
from placet.rules.compile import rulebook
from placet.rules.trial import trial as try_out
from tests.desk import PATH, cabinet, example_faults, faults_of, regulation, said, trial

ROOT = Path(__file__).parents[1]
GOOD = "demand: {complete: [method]}"


def examples(*lines: str) -> str:
    return "    examples:\n" + "".join(f"      - {line}\n" for line in lines)


def test_the_sample_offices_regulations_are_without_fault() -> None:
    paths = frozenset(path.relative_to(ROOT).as_posix() for path in ROOT.glob("docs/bureau/*/*.md"))
    assert len(paths) > 5
    assert try_out(ROOT, paths) == []


def test_good_examples_say_nothing() -> None:
    text = regulation(GOOD, examples("{given: {method: cash}, expect: met}", "{given: {}, expect: waiting}"))
    assert example_faults(text) == []


def test_an_example_that_comes_out_otherwise() -> None:
    text = regulation(GOOD, examples("{acts: [number], expect: waiting}", "{given: {method: cash}, expect: met}"))
    assert example_faults(text) == ["15:9 RUL020 规则 tried 的第 1 个示例：预期 waiting，实为 breached：没有填写“方式”"]


def test_examples_that_cannot_be_taken() -> None:
    fields = (
        "date, amount, method, section, handler, sections, persons, items, spent, due, at_hour, purpose, urgent, "
        "body_of, letter"
    )
    acts = "draft, check, approve, cosign, number, pay, remark"
    for line, words in {
        "{given: {metod: cash}, expect: met}": f"metod ({fields})",
        "{given: {method: gold}, expect: met}": "method: gold (cash, transfer)",
        '{given: {amount: "5"}, expect: met}': "amount: 5",
        "{given: {date: soon}, expect: met}": "date: soon",
        "{given: {section: market}, expect: met}": "section: market (office, finance, culture)",
        "{given: {items: [{nam: x}]}, expect: met}": "items: nam (name, price)",
        "{acts: [aprove], expect: met}": f"aprove ({acts})",
        '{acts: ["approve by"], expect: met}': "approve by",
        '{acts: ["approve on tomorrow"], expect: met}': "tomorrow",
        "{acts: [{act: pay, data: {summ: 1}}], expect: met}": "pay: summ (sum, note)",
        "{acts: [{act: pay, who: a}], expect: met}": "acts: who (act, by, on, opinion, data, evidence, post, covers)",
        "{with: [{kind: letters}], expect: met}": "with: letters (expense, minutes)",
        "{param: {majr: 1}, expect: met}": "param.majr (major, days, opening)",
    }.items():
        text = regulation(GOOD, examples(line, "{given: {}, expect: waiting}"))
        assert example_faults(text) == [f"15:9 RUL028 规则 tried 的第 1 个示例不能采用：{words}"], line


def test_a_cadence_example_must_name_its_period() -> None:
    text = regulation("demand: {cadence: {every: month}}", examples("{expect: met}", "{period: 2024-Q1, expect: met}"))
    assert example_faults(text) == [
        "15:9 RUL028 规则 tried 的第 1 个示例不能采用：period: -",
        "16:9 RUL028 规则 tried 的第 2 个示例不能采用：period: 2024-Q1",
    ]


def test_an_example_without_calendar() -> None:
    rule = "demand: {deadline: {act: pay, after: {day: true}, within: {working_days: 2}}}"
    text = regulation(
        rule, examples("{given: {date: 2031-01-02}, expect: waiting}", "{given: {date: 2024-01-02}, expect: waiting}")
    )
    assert example_faults(text) == ["15:9 RUL029 规则 tried 的第 1 个示例需要 2031 年的工作日历，而它不存在"]


def test_parameters_can_be_set_in_an_example() -> None:
    rule = trial("when: amount >= param.major\ndemand: {complete: [method]}")
    assert rule("given: {amount: 500}") == ["not-applicable"]
    assert rule("given: {amount: 500}\nparam: {major: 500}") == ["waiting", "没有填写“方式”"]


def test_people_of_an_example_hold_just_the_post_they_are_named_by() -> None:
    rule = trial("demand:\n  assert: holds(handler, 'director', day) && holds(handler, 'staff', day)")
    assert rule("given: {handler: director}") == ["met"]
    assert rule("given: {handler: deputy}") == [
        "waiting",
        "不符合条件 holds(handler, 'director', day) && holds(handler, 'staff', day)（日期 = 2023-01-01；经办人 = 副局长）",
    ]
    everyone = trial("demand:\n  assert: holds(handler, 'staff', day)")
    assert everyone("given: {handler: somebody}") == ["met"]


def test_an_example_is_judged_as_the_first_kind_it_fits() -> None:
    rule = regulation(
        "demand:\n  assert: title != ''",
        examples("{given: {body: union, present: [clerk]}, expect: met}", "{given: {amount: 3}, expect: met}"),
    ).replace("on: expense", "on: [expense, minutes]")
    assert example_faults(rule) == []


def test_the_words_are_tethered_to_the_article() -> None:
    good = regulation(GOOD)
    spaced = cabinet(good.replace("says: 大额支出须经局务会同意", "says: 大额支出须经 局务会同意（含本数）"))
    assert said(rulebook(spaced).findings) == []
    changed = cabinet(good.replace("大额支出 **须经** 局务会同意", "大额支出须经党组会同意"))
    assert said(rulebook(changed).findings) == ["10:11 RUL008 规则 tried：第1条中没有“大额支出须经局务会同意”这句话"]
    width = cabinet(good.replace("says: 大额支出须经局务会同意", "says: 局务会同意(含本数)"))
    assert said(rulebook(width).findings) == ["10:11 RUL008 规则 tried：第1条中没有“局务会同意(含本数)”这句话"]
    missing = cabinet(good.replace("article: 1", "article: 7"))
    assert said(rulebook(missing).findings) == [
        "19:1 RUL014 “第一条 审批”既没有规则，也没有写明为何不能判断",
        "9:14 RUL009 规则 tried：本制度没有第7条",
    ]


def test_every_article_is_ruled_or_unchecked_and_not_both() -> None:
    good = regulation(GOOD)
    both = good.replace("---\n\n###", "unchecked:\n  - {article: 1, why: 无}\n  - {article: 9, why: 无}\n---\n\n###")
    assert said(rulebook(cabinet(both)).findings) == [
        "18:5 RUL013 第1条既有规则，又列为无法判断",
        "19:5 RUL023 unchecked 所列的第9条不存在",
    ]
    silent = good + "\n### 第二条 其他\n\n另行规定。\n"
    assert said(rulebook(cabinet(silent)).findings) == ["23:1 RUL014 “第二条 其他”既没有规则，也没有写明为何不能判断"]


def test_what_a_rule_lacks() -> None:
    one = regulation(GOOD, examples("{given: {}, expect: waiting}"))
    assert said(rulebook(cabinet(one)).findings) == ["14:5 RUL011 规则 tried：只有一个示例"]
    none = regulation(GOOD, "    examples: []\n")
    assert said(rulebook(cabinet(none)).findings) == ["14:5 RUL010 规则 tried：没有示例"]
    basis = regulation(GOOD).replace("basis: [S1-FIN-004]", "basis: [fin4]")
    assert said(rulebook(cabinet(basis)).findings) == ["11:13 RUL017 规则 tried：依据编号“fin4”不合格式"]
    kind = regulation(GOOD).replace("on: expense", "on: expenses")
    assert said(rulebook(cabinet(kind)).findings) == [
        "12:9 RUL016 规则 tried：没有叫“expenses”的登记簿种类（可用：expense, minutes）"
    ]


def test_unknown_demands_and_befores() -> None:
    assert faults_of("demand: {act: [approve]}") == [
        (
            "13:14 RUL001 规则 tried：没有叫“act”的要求"
            "（可用：acts, decision, distinct, assert, deadline, link, complete, cadence, total, retain, withhold）"
        )
    ]
    assert faults_of("demand: {complete: [amount]}\nbefore: payy") == [
        (
            "14:13 RUL012 规则 tried：before 所指的“payy”不是登记簿的办理事项"
            "（可用：number, draft, check, approve, cosign, number, pay, remark）"
        )
    ]
    assert faults_of("demand: {}") == ["13:5 RUL021 规则 tried：没有任何要求"]


def test_a_faulty_rule_is_never_dropped_in_silence() -> None:
    text = regulation("when: amont > 1\ndemand: {complete: [method]}")
    made = cabinet(text)
    book = rulebook(made)
    assert book.rules == ()
    assert [finding.code for finding in book.findings] == ["RUL036"]
    assert messages.level("RUL036").value == "error"


def test_a_regulation_of_no_unit_and_one_common_to_all() -> None:
    lost = cabinet(None, **{PATH: regulation(GOOD).replace("unit: bureau", "unit: burea")})
    assert "RUL019 制度所属的单位“burea”不存在" in said(rulebook(lost).findings)[0]
    common = cabinet(
        None, **{"docs/common/finance/2023-01-01.md": regulation(GOOD).replace("unit: bureau", "unit: common")}
    )
    assert [(rule.unit.id, rule.rule.id) for rule in rulebook(common).rules] == [("bureau", "tried")]
