"""The quick way of reading slips gives what the thorough way gives, or leaves the line to it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from placet.model import Field, Kind
from placet.readers import kind as kinds
from placet.readers import quick, quickline, slip
from placet.readers.formats import declared, fixed
from placet.readers.quick import Number, Unsure, taker
from placet.readers.shape import shape
from placet.readers.slip import read

ROOT = Path(__file__).parents[1]
UNIT = ROOT / "records" / "bureau"


def known(register: Path) -> Kind:
    """The kind of a register of the sample."""
    name = yaml.safe_load((register / "register.yaml").read_text("utf-8"))["kind"]
    path = f"records/registers/{name}.yaml"
    found, findings = kinds.read((ROOT / path).read_bytes(), path)
    assert found is not None
    assert findings == []
    return found


SLIPS = [
    (path.read_bytes(), known(register))
    for register in sorted(path.parent for path in UNIT.glob("*/register.yaml"))
    for path in sorted(register.glob("2*/*.jsonl"))[:2]
]
LINES = [(line, one) for data, one in SLIPS for line in data.splitlines(keepends=True)]
BITS = [
    '"',
    "\\",
    ",",
    ":",
    "{",
    "}",
    "[",
    "]",
    "1",
    "-",
    ".",
    "e",
    "0",
    " ",
    "\t",
    "a",
    "局",
    "\u200b",
    "\u202e",
    "\x00",
]
WORDS = ['"act":"x",', '"more":1,', "null", "true", "1.0", "1e3", "01", '"', "\\u0041", "\r", "\n", '"covers":{},']


def thoroughly(data: bytes, one: Kind) -> object:
    """What `read` gives when it takes nothing the quick way."""

    def unsure(*_: object) -> None:
        raise Unsure

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(slip, "quickly", unsure)
        return read(data, "x.jsonl", one.acts)


def test_good_lines_all_go_the_quick_way() -> None:
    assert len(LINES) > 150
    for number, (line, one) in enumerate(LINES, 1):
        act = slip.quickly((line,), number, "x.jsonl", one.acts)[0]
        assert (act.line, slip._act(line, number, slip.Place("x.jsonl", number, 1), one.acts, [])) == (number, act)


@settings(max_examples=1500, deadline=None)
@given(st.sampled_from(LINES), st.lists(st.tuples(st.integers(0, 900), st.sampled_from(BITS + WORDS), st.booleans())))
def test_spoilt_lines_say_the_same_either_way(line: tuple[bytes, Kind], spoils: list[tuple[int, str, bool]]) -> None:
    text, one = line[0].decode(), line[1]
    for place, word, instead in spoils[:3]:
        place %= len(text)  # noqa: PLW2901 - within the line
        text = text[:place] + word + text[place + instead :]
    assert read(text.encode(), "x.jsonl", one.acts) == thoroughly(text.encode(), one)


FIELDS = [
    {"type": "text"},
    {"type": "text", "required": True},
    {"type": "text", "pattern": "[ab]+"},
    {"type": "choice", "choices": ["a", "b"]},
    {"type": "number"},
    {"type": "number", "minimum": 1, "maximum": 5},
    {"type": "money"},
    {"type": "boolean"},
    {"type": "date"},
    {"type": "datetime"},
    {"type": "time"},
    {"type": "person"},
    {"type": "record"},
    {"type": "list", "items": {"type": "number"}},
    {"type": "object", "properties": {"a": {"type": "text", "required": True}, "b": {"type": "money"}}},
]
VALUES = ['""', '"a"', '"b"', '"c"', "1", "0", "5.25", "1.005", "-3", "1e2", "true", "false", "null", "[]", "[1]"]
VALUES += ['"2024-02-29"', '"2023-02-29"', '"2024-03-01T10:00+08:00"', '"2024-03-01T25:00+08:00"', '"10:30"', '"24:00"']
VALUES += [
    '"2024-abcdef"',
    '"bureau/x/2024/0001"',
    '"li-ming"',
    '"Li"',
    '{"a":"x"}',
    '{"b":1}',
    '{"a":"x","b":2,"c":3}',
]


@pytest.mark.parametrize("data", FIELDS, ids=json.dumps)
def test_every_type_is_taken_alike_or_not_at_all(data: dict[str, object]) -> None:
    field = declared("x", data)
    taken = 0
    for text in VALUES:
        value = json.loads(text, parse_int=Number, parse_float=Number)
        node = slip._node(value, slip.Place("x", 1, 1), 0)
        findings: list[object] = []
        expected = shape(node, field, findings)  # type: ignore[arg-type]
        try:
            found = taker(field)(value)
        except Unsure:
            continue
        taken += 1
        assert findings == []
        assert (found, type(found)) == (expected, type(expected))
    assert taken


def test_the_format_of_a_line_is_wholly_taken() -> None:
    form = fixed("slip").properties
    assert set(quickline._Line.__struct_fields__) == set(form)
    assert set(quickline._Covers.__struct_fields__) == set(form["covers"].properties)
    assert set(quickline._Scan.__struct_fields__) == set(form["scan"].properties)
    assert quick._unsure not in [taker(one) for one in fixed("slip").properties.values()]
    assert taker(Field("x", "", "map")) is quick._unsure
