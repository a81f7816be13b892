"""Shapes: every type of field, every fault with its own place and whole message, all faults in one pass."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
import yaml as pyyaml
from hypothesis import given
from hypothesis import strategies as st

from placet import messages
from placet.model import Field, Finding, Place
from placet.readers.formats import FILES, PARTS, declared, fixed
from placet.readers.shape import Marks, plain, shape
from placet.readers.yaml import read


def form(**fields: dict[str, Any]) -> Field:
    return declared(
        "record", {"type": "object", "properties": {key: {"title": key, **item} for key, item in fields.items()}}
    )


def shaped(text: str, field: Field) -> tuple[Any, list[str], Marks]:
    node, findings = read(text, "a.md", 2)
    assert node is not None
    assert findings == []
    marks: Marks = {}
    value = shape(node, field, findings, marks)
    return value, [said(finding) for finding in findings], marks


def said(finding: Finding) -> str:
    return f"{finding.place.line}:{finding.place.column} {finding.code} {messages.text(finding, 'zh')}"


@pytest.mark.parametrize(
    ("declaration", "text", "value"),
    [
        ({"type": "text"}, "关于印发", "关于印发"),
        ({"type": "text"}, '"003"', "003"),
        ({"type": "choice", "choices": ["OA", "纸质"]}, "纸质", "纸质"),
        ({"type": "boolean"}, "true", True),
        ({"type": "number"}, "12.5", Decimal("12.5")),
        ({"type": "number"}, '"0.5"', Decimal("0.5")),
        ({"type": "money"}, "19999.99", Decimal("19999.99")),
        ({"type": "date"}, "2024-02-29", date(2024, 2, 29)),
        ({"type": "datetime"}, "2024-03-05T10:12:00Z", datetime(2024, 3, 5, 10, 12, tzinfo=UTC)),
        (
            {"type": "datetime"},
            "2024-03-05T10:12+08:00",
            datetime(2024, 3, 5, 10, 12, tzinfo=timezone(timedelta(hours=8))),
        ),
        ({"type": "time"}, "09:30", "09:30"),
        ({"type": "person"}, "zhou-jianguo", "zhou-jianguo"),
        ({"type": "record"}, "bureau/minutes/2024/0003", "bureau/minutes/2024/0003"),
        ({"type": "record"}, "2024-7f3k9m", "2024-7f3k9m"),
        ({"type": "record"}, "bureau/outgoing/drafts/关于印发", "bureau/outgoing/drafts/关于印发"),
        ({"type": "list", "items": {"type": "section"}}, "[market, office]", ("market", "office")),
        ({"type": "object", "properties": {"a": {"type": "number"}}}, "{a: 1}", {"a": Decimal(1)}),
        ({"type": "scalar"}, "20000", Decimal(20000)),
        ({"type": "scalar"}, '"20000"', "20000"),
        ({"type": "data"}, "[true, 1.5, no, {a: 'true'}]", [True, Decimal("1.5"), "no", {"a": "true"}]),
    ],
)
def test_values(declaration: dict[str, Any], text: str, value: Any) -> None:
    assert shaped(f"x: {text}\n", form(x=declaration))[:2] == ({"x": value}, [])


@pytest.mark.parametrize(
    ("declaration", "text", "fault"),
    [
        ({"type": "text"}, "[a]", "2:4 FMT025 “x”须是单个的值"),
        ({"type": "text", "required": True}, '""', "2:4 FMT040 “x”（x）是空的"),
        ({"type": "text", "pattern": "[a-z]+"}, "A1", "2:4 FMT037 “x”的“A1”不合式样 [a-z]+"),
        ({"type": "choice", "choices": ["通知", "函"]}, "告示", "2:4 FMT033 “x”不能是“告示”，只能是：通知、函"),
        (
            {"type": "choice", "choices": ["approved", "rejected"]},
            "aproved",
            "2:4 FMT034 “x”不能是“aproved”，是否为“approved”？（可选：approved、rejected）",
        ),
        ({"type": "boolean"}, "yes", "2:4 FMT027 “x”须是 true 或 false，不是“yes”"),
        ({"type": "boolean"}, '"true"', "2:4 FMT027 “x”须是 true 或 false，不是“true”"),
        ({"type": "number"}, "012", "2:4 FMT028 “x”须是数，不是“012”"),
        ({"type": "number"}, "1e3", "2:4 FMT028 “x”须是数，不是“1e3”"),
        ({"type": "number"}, "1.00001", "2:4 FMT028 “x”须是数，不是“1.00001”"),
        ({"type": "money"}, "1.005", "2:4 FMT029 “x”须是以元为单位的金额，不是“1.005”"),
        ({"type": "money", "minimum": Decimal(0)}, "-1", "2:4 FMT035 “x”是 -1，不得小于 0"),
        ({"type": "number", "maximum": Decimal(3)}, "4", "2:4 FMT036 “x”是 4，不得大于 3"),
        ({"type": "date"}, "2023-02-29", "2:4 FMT030 “x”须是日期，不是“2023-02-29”"),
        ({"type": "date"}, "2024-3-5", "2:4 FMT030 “x”须是日期，不是“2024-3-5”"),
        ({"type": "datetime"}, "2024-03-05T10:12:00", "2:4 FMT031 “x”须是带时区的时刻，不是“2024-03-05T10:12:00”"),
        ({"type": "time"}, "24:00", "2:4 FMT032 “x”须是时间，不是“24:00”"),
        ({"type": "record"}, "minutes/3", "2:4 FMT038 “x”的“minutes/3”不是文件的路径或 id"),
        ({"type": "post"}, "局长", "2:4 FMT039 “x”的“局长”不是标识"),
        ({"type": "list", "items": {"type": "text"}}, "a", "2:4 FMT023 “x”须是列表"),
        ({"type": "object", "properties": {}}, "a", "2:4 FMT024 “x”须由“名称: 值”组成"),
    ],
)
def test_faults(declaration: dict[str, Any], text: str, fault: str) -> None:
    assert shaped(f"x: {text}\n", form(x=declaration))[:2] == ({}, [fault])


@pytest.mark.parametrize(
    "text", ["003", "no", "12:30", "1.10", "2024-03-04", "~", "", "On", "0x1F", "1_000", "null", ".5", "1e3", "="]
)
def test_text_that_yaml_reads_otherwise_must_be_quoted(text: str) -> None:
    assert shaped(f"x: {text}\n", form(x={"type": "text"}))[1] == [
        f"2:{4 if text else 3} FMT026 “x”的值“{text}”须加引号"
    ]
    assert shaped(f"x: '{text}'\n", form(x={"type": "text"}))[:2] == ({"x": text}, [])


@given(st.text(alphabet="0123456789.-+eExXoOb_:~nulyesfTR ", min_size=1, max_size=10))
def test_text_taken_without_quotes_is_text_to_pyyaml_too(text: str) -> None:
    try:
        node, findings = read(f"x: {text}\n", "a.md")
        theirs = pyyaml.safe_load(f"x: {text}\n")
    except (pyyaml.YAMLError, ValueError):
        return
    if node is None or findings:
        return
    value = shape(node, form(x={"type": "text"}), findings)
    if not findings:
        assert value == theirs


def test_all_faults_in_one_pass_each_at_its_own_place() -> None:
    field = form(
        title={"type": "text", "required": True},
        date={"type": "date", "required": True},
        items={
            "type": "list",
            "items": {"type": "object", "properties": {"price": {"title": "单价", "type": "money", "required": True}}},
        },
    )
    value, faults, marks = shaped("tilte: 甲\ndate: 今天\nitems:\n  - {price: 1}\n  - {prize: 2}\n", field)
    assert value == {"items": ({"price": Decimal(1)}, {})}
    assert faults == [
        "2:1 FMT021 没有“tilte”这一项，是否为“title”？",
        "3:7 FMT030 “date”须是日期，不是“今天”",
        "6:6 FMT021 没有“prize”这一项，是否为“price”？",
        "6:5 FMT022 缺少“price”（单价）",
        "2:1 FMT022 缺少“title”（title）",
    ]
    assert marks == {
        "date": Place("a.md", 3, 7),
        "items": Place("a.md", 4, 1),
        "items[0]": Place("a.md", 5, 5),
        "items[0].price": Place("a.md", 5, 13),
        "items[1]": Place("a.md", 6, 5),
    }


def test_an_unknown_key_without_a_near_name() -> None:
    assert shaped("zzz: 1\n", form(title={"type": "text"}))[1] == ["2:1 FMT020 没有“zzz”这一项"]


def test_plain_leaves_nested_text_as_written() -> None:
    node, _ = read("{a: [1, x], b: {c: false}, d: 2024-03-05}", "a.md")
    assert node is not None
    assert plain(node) == {"a": [Decimal(1), "x"], "b": {"c": False}, "d": "2024-03-05"}


@pytest.mark.parametrize("name", [*FILES, *PARTS])
def test_fixed_formats_are_declared_with_titles(name: str) -> None:
    assert [key for key, item in fixed(name).properties.items() if not item.title] == []
