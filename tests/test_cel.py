"""Expressions: exact numbers, refused forms, faults at the author's own column, names that nearly exist."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from placet.model import Act, Record
from placet.rules import literals
from placet.rules.cel import ExpressionFault, Unjudgeable
from placet.standing import Standing
from tests.desk import environment, facts, faults_of, moment

RECORD = Record(
    path="records/bureau/expense/2024/0001.md",
    unit="bureau",
    register="expense",
    kind="expense",
    id="2024-abcdef",
    title="关于购置纸张",
    classification="internal",
    fields={
        "date": date(2024, 3, 5),
        "amount": Decimal("19999.99"),
        "spent": moment("2024-03-05T08:30"),
        "items": ({"name": "纸", "price": Decimal("10.5")}, {"name": "笔"}),
        "persons": ("a", "b", "a"),
        "handler": "d-sun",
    },
    refers=(),
    attachments=(),
    body="",
    document="",
    acts=(),
    slip_lines=(),
    marks={},
    year=2024,
    number=1,
)
PAY = Act(1, "pay", "d-sun", moment("2024-03-06T23:30"), post="cashier", evidence="signature")
STANDINGS = (Standing(PAY, valid=True, grade="signature", post="cashier"),)
#: Two decimals and fourteen digits before them, as far as a money field goes; and four decimals.
AMOUNTS = st.decimals(-(10**14), 10**14, places=4, allow_nan=False, allow_infinity=False)


def holds(source: str) -> bool:
    return environment().condition(source).holds(facts(RECORD, STANDINGS))


def refused(source: str) -> tuple[str, int, int, dict[str, str]]:
    with pytest.raises(ExpressionFault) as caught:
        environment().condition(source)
    return caught.value.code, caught.value.line, caught.value.column, dict(caught.value.words)


@given(AMOUNTS, AMOUNTS)
def test_comparison_agrees_with_decimal(left: Decimal, right: Decimal) -> None:
    record = replace(RECORD, fields={**RECORD.fields, "amount": left})
    expression = environment().condition(f"amount >= {right:f}")
    assert expression.holds(facts(record)) is (left >= right)


@given(AMOUNTS, AMOUNTS)
def test_equality_and_sums_agree_with_decimal(left: Decimal, right: Decimal) -> None:
    record = replace(RECORD, fields={**RECORD.fields, "amount": left})
    total = left + right
    assert environment().condition(f"amount + {right:f} == {total:f}".replace("+ -", "- ")).holds(facts(record))


@given(st.text(st.sampled_from("ab1.5 '\"\\()[]+-&|<>=!,在　#中"), max_size=30))
def test_rewriting_never_fails_otherwise_than_it_says(source: str) -> None:
    told = None
    try:
        rewritten = literals.rewrite(source)
    except literals.LiteralFault as fault:
        told = (fault.code, fault.offset)
    if told is None:
        assert all(0 <= rewritten.author_offset(n) <= len(source) for n in range(len(rewritten.text) + 1))
    else:
        assert told[0] in {"RUL031", "RUL032", "RUL033", "RUL034", "RUL035"}
        assert 0 <= told[1] < len(source)


@given(st.integers(0, 10**9), st.text(st.sampled_from("abc 12'\n"), max_size=8))
def test_offsets_lead_back_to_the_author(number: int, padding: str) -> None:
    source = f"{padding.replace(chr(39), '')} {number} zz"
    rewritten = literals.rewrite(source)
    assert rewritten.author_offset(rewritten.text.index("zz")) == source.index("zz")


def test_the_boundary_itself() -> None:
    assert not holds("amount >= 20000")
    assert holds("amount < 20000.00")
    assert holds("amount == 19999.99")
    assert holds("amount == 19999.9900")
    assert holds("amount >= 19999.99 && amount <= 19999.99")


def test_numbers_inside_text_and_comments_stay() -> None:
    assert literals.rewrite("title == '20000' // 5\n&& amount > 5").text == "title == '20000' // 5\n&& amount > 50000"
    assert (
        literals.rewrite(r"""title.matches(r'\d{3}') && amount > .5""").text
        == r"""title.matches(r'\d{3}') && amount > 5000"""
    )
    assert literals.rewrite('a == "x\\"3" && b == """3 " 4""" && c > 1.5').text == (
        'a == "x\\"3" && b == """3 " 4""" && c > 15000'
    )
    assert literals.rewrite("a1 == 1").text == "a1 == 10000"


@pytest.mark.parametrize(
    ("source", "code", "column", "text"),
    [
        ("amount > 0x10", "RUL032", 9, "0x10"),
        ("amount > 1e3", "RUL032", 9, "1e3"),
        ("amount > 5u", "RUL032", 9, "5u"),
        ("amount > 0.00001", "RUL032", 9, "0.00001"),
        ("amount > 9999999999999999", "RUL032", 9, "9999999999999999"),
        ("amount * 2 > 1", "RUL033", 7, "*"),
        ("amount / 2 > 1", "RUL033", 7, "/"),
        ("amount % 2 == 0", "RUL033", 7, "%"),
        ("persons[0] == 'a'", "RUL034", 7, "["),
        ("persons.filter(p, true)[0] == 'a'", "RUL034", 23, "["),
        ("size(persons) > 1", "RUL035", 0, "size"),
        ("title.size() > 1", "RUL035", 6, "size"),
        ("string(amount) == '1'", "RUL035", 0, "string"),
        ("day.getFullYear() == 2024", "RUL035", 4, "getFullYear"),
        ("title == b'x'", "RUL035", 9, "b'x'"),
        ("title ==　'x'", "RUL031", 8, "　"),
        ("title == “x”", "RUL031", 9, "“"),
        ("（amount > 1）", "RUL031", 0, "（"),
    ],
)
def test_what_would_not_be_exact_is_refused(source: str, code: str, column: int, text: str) -> None:
    assert refused(source) == (code, 0, column, {"text": text})


def test_lists_written_out_are_no_indexing() -> None:
    assert holds("method in ['', 'cash'] && amount in [19999.99, 1]")
    assert holds("[1, 2].exists(n, n == 2)")


def test_misspelt_names_are_guessed_at() -> None:
    assert refused("amont > 3") == ("RUL036", 0, 0, {"name": "amont", "near": "amount"})
    assert refused("title == '通知' && amont > 3") == ("RUL036", 0, 17, {"name": "amont", "near": "amount"})
    assert refused("amount > 1000000 && filled.amont") == (
        "RUL036",
        0,
        20,
        {"name": "filled.amont", "near": "filled.amount"},
    )
    assert refused("amount >= param.mayor") == ("RUL036", 0, 10, {"name": "param.mayor", "near": "param.major"})
    assert refused("amount > 1\n  && done.aprove") == ("RUL036", 1, 5, {"name": "done.aprove", "near": "done.approve"})
    assert refused("workingdays(day, as_of) > 1") == ("RUL036", 0, 0, {"name": "workingdays", "near": "working_days"})
    assert refused("zzz") == ("RUL039", 0, 0, {"name": "zzz"})


def test_names_inside_objects_are_checked_too() -> None:
    assert holds("items.all(i, !has(i.price) || i.price > 10.4)")
    assert holds("items.exists(i, has(i.price) && i.price == 10.5)")
    assert refused("items.all(i, i.prise > 1)") == ("RUL036", 0, 15, {"name": "prise", "near": "price"})
    assert refused("items.filter(i, true).all(k, k.prise > 1)") == ("RUL036", 0, 31, {"name": "prise", "near": "price"})
    assert refused("sum(items.map(i, i.zzz)) > 1") == ("RUL039", 0, 19, {"name": "zzz"})


def test_types_are_checked_before_any_record() -> None:
    assert refused("amount > 'x'") == ("RUL038", 0, 7, {"operator": ">", "types": "(number, text)"})
    assert refused("amount") == ("RUL037", 0, 0, {"expression": "amount", "type": "number"})
    assert refused("day > amount") == ("RUL038", 0, 4, {"operator": ">", "types": "(time, number)"})
    code, line, column, words = refused("amount >")
    assert (code, line, column) == ("RUL030", 0, 8)
    assert words["text"].startswith("Syntax error: mismatched input '<EOF>'")


def test_faults_stand_at_their_column_in_the_regulation() -> None:
    assert faults_of("when: amount > 5 && amont > 3\ndemand: {complete: [amount]}") == [
        "13:25 RUL036 规则 tried：没有“amont”，是不是“amount”？"
    ]
    assert faults_of("demand:\n  assert: amount * 2 > 5") == ["14:22 RUL033 规则 tried：不能用运算符“*”"]
    assert faults_of("demand:\n  assert:\n    - amount > 1\n    - amount > '1'") == [
        "16:18 RUL038 规则 tried：运算 > 不能用于 (number, text)"
    ]


def test_functions() -> None:
    assert holds("count(items) == 2 && count(refers) == 0")
    assert holds("distinct(persons) == 2 && length(title) == 6")
    assert holds("sum(items.filter(i, has(i.price)).map(i, i.price)) == 10.5")
    assert holds("min(1.5, 2) == 1.5 && max(1.5, 2) == 2 && times(0.5, amount) == 9999.995")
    assert holds("year(day) == 2024 && month(day) == 3 && weekday(day) == 2")
    assert holds("days(day, at.pay) == 1 && hours(spent, at.pay) == 39 && date_of(spent) == day")
    assert holds("time_of(spent) == '08:30' && time_of(spent) <= param.opening")
    assert holds("working_days(day_of('2024-04-03'), day_of('2024-04-08')) == 2 && is_holiday(day_of('2024-04-06'))")
    assert holds("holds(by.pay, 'cashier', at.pay) && !holds(by.pay, 'director', at.pay)")
    assert holds("holds('a-zhou', 'director', day) && holds('b-li', 'director', day_of('2024-07-01'))")


def test_times_are_the_offices_own_wall_clock() -> None:
    late = structs.replace(PAY, at=moment("2024-03-07T00:30"))
    standings = (Standing(late, valid=True, grade="signature"),)
    expression = environment().condition("date_of(at.pay) == day_of('2024-03-07') && time_of(at.pay) == '00:30'")
    assert expression.holds(facts(RECORD, standings))


@pytest.mark.parametrize(
    ("source", "text", "absent"),
    [
        ("due > day", 'UNKNOWN: No value with name "due" found in Activation', ("期限",)),
        ("at.approve > day", 'UNKNOWN: No value with name "at.approve" found in Activation', ("审批",)),
        ("items.all(i, i.price > 1)", 'NOT_FOUND: Key not found in map : "price"', ()),
        ("times(0.0001, 0.1) > 0", "OUT_OF_RANGE: more than four decimals", ()),
        ("holds(handler, 'king', day)", "OUT_OF_RANGE: unknown post king", ()),
        ("day_of('2024-13-01') == day", "OUT_OF_RANGE: month must be in 1..12", ()),
        ("sum(items.map(i, i.name)) > 1", "OUT_OF_RANGE: not a number", ()),
    ],
)
def test_what_comes_to_no_value_says_why(source: str, text: str, absent: tuple[str, ...]) -> None:
    with pytest.raises(Unjudgeable) as caught:
        environment().condition(source).evaluate(facts(RECORD))
    assert (caught.value.text, caught.value.absent) == (text, absent)


def test_a_missing_calendar_is_told_apart() -> None:
    with pytest.raises(Unjudgeable) as caught:
        environment().condition("working_days(day, as_of) > 0").evaluate(facts(RECORD, as_of="2025-01-03T09:00"))
    assert caught.value.years == (2025,)


def test_absent_values_are_absorbed_where_the_author_says_so() -> None:
    assert holds("!filled.due || due > day")
    assert holds("due > day || amount > 1")
    assert not holds("filled.due && due > day")
    assert holds("purpose == '' && !urgent && count(sections) == 0")


def test_an_amount_with_too_many_decimals_is_not_rounded() -> None:
    record = replace(RECORD, fields={**RECORD.fields, "amount": Decimal("1.00001")})
    with pytest.raises(Unjudgeable) as caught:
        environment().condition("amount > 1").evaluate(facts(record))
    assert caught.value.absent == ("金额",)


def test_it_runs_in_forked_processes() -> None:
    import os

    expression = environment().condition("amount > 1 && days(day, as_of) > 0")
    assert expression.holds(facts(RECORD))
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writing, b"1" if expression.holds(facts(RECORD)) else b"0")
        os._exit(0)
    os.waitpid(child, 0)
    assert os.read(reading, 1) == b"1"


def test_what_would_take_for_ever_cannot_be_judged() -> None:
    many = replace(RECORD, fields={**RECORD.fields, "persons": tuple(f"p{n}" for n in range(400))})
    nested = "persons.all(a, persons.all(b, persons.all(c, a + b + c != '')))"
    with pytest.raises(Unjudgeable) as caught:
        environment().condition(nested).holds(facts(many))
    assert (caught.value.text, caught.value.absent) == ("INTERNAL: Iteration budget exceeded [INTERNAL]", ())
    assert environment().condition(nested).holds(facts(RECORD))
