"""The reference pages: their tables are those of the declarations, and their examples of rules compile."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from placet.model import Field
from placet.readers.formats import FILES, PARTS, fixed
from placet.rules.demands import REGISTRY
from tests.desk import compiled, said

REFERENCE = Path(__file__).parents[1] / "docs" / "reference"
_HEAD, _TAIL = "<!-- formats: made by tests/test_reference.py -->\n", "<!-- end of formats -->\n"


def _rows(field: Field, prefix: str = "") -> Iterator[str]:
    """A table row for each key, those of nested objects under their own path."""
    for name, part in field.properties.items():
        yield f"| `{prefix}{name}` | {_type(part)} | {'yes' if part.required else ''} | {part.title} | {part.note} |"
        for inner, mark in ((part, "."), (part.items, "[].")):
            if inner is not None and inner.properties:
                yield from _rows(inner, f"{prefix}{name}{mark}")


def _type(field: Field) -> str:
    if field.choices:
        return "one of " + ", ".join(f"`{choice}`" for choice in field.choices)
    if field.items is not None:
        return f"{field.type} of {field.items.type}"
    return field.type


def tables() -> str:
    """Every format as a heading and a table."""
    parts = []
    for name in (*FILES, *PARTS):
        field = fixed(name)
        head = (
            f"## {name}（{field.title}）\n\n| key | type | required | title | note |\n| --- | --- | --- | --- | --- |\n"
        )
        parts.append(head + "\n".join(_rows(field)) + "\n")
    return "\n".join(parts)


def test_the_tables_of_formats_are_those_of_the_readers(expect: Callable[[Path, str], None]) -> None:
    page = REFERENCE / "formats.md"
    before, _, rest = page.read_text("utf-8").partition(_HEAD)
    _, _, after = rest.partition(_TAIL)
    expect(page, f"{before}{_HEAD}\n{tables()}\n{_TAIL}{after}")


def _demands() -> list[str]:
    text = (REFERENCE / "rules.md").read_text("utf-8").partition("## The eleven demands")[2]
    return re.findall(r"```yaml\n(demand:.*?)```", text, re.DOTALL)


@pytest.mark.parametrize("demand", _demands())
def test_every_example_of_a_demand_compiles(demand: str) -> None:
    book = compiled(demand)[1]
    assert said(book.findings) == []
    assert book.rules[0].demands


def test_every_demand_has_its_example_and_every_format_its_place() -> None:
    shown = "\n".join(_demands())
    assert [name for name in REGISTRY if not re.search(rf"\b{name}:", shown)] == []
    page = (REFERENCE / "formats.md").read_text("utf-8").partition(_HEAD)[0]
    assert [name for name in FILES if f"| `{name}` |" not in page] == []
