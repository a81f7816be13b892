"""The fixed formats, as data: `placet/formats/<name>.yaml` declares each file format in the terms of `Field`.

The same declarations drive validation (`shape`) and the exported JSON Schema (`placet.schema`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

from placet.model import Field
from placet.readers.everyday import read
from placet.readers.shape import plain

#: Formats of whole files (of a slip: one line; of a record: what every kind shares), and of parts inside them.
FILES = ("cabinet", "unit", "people", "calendar", "kind", "register", "record", "regulation", "slip")
PARTS = ("field", "rule", "example")


@cache
def fixed(name: str) -> Field:
    """The object that describes the format `name`."""
    path = f"{name}.yaml"
    text = resources.files("placet.formats").joinpath(path).read_text("utf-8")
    node, findings = read(text, path)
    if node is None or findings:
        raise ValueError(f"{path}: {findings}")
    return replace(declared(name, plain(node)), type="object")


def declared(name: str, data: Mapping[str, Any]) -> Field:
    """The `Field` that plain data declares: keys as in `formats/field.yaml`, already checked against it."""
    items = data.get("items")
    return Field(
        id=name,
        title=str(data.get("title", "")),
        type=data.get("type", "object"),
        choices=tuple(str(choice) for choice in data.get("choices", ())),
        choice_titles={key: str(title) for key, title in data.get("titles", {}).items()},
        pattern=str(data.get("pattern", "")),
        minimum=_bound(data.get("minimum")),
        maximum=_bound(data.get("maximum")),
        required=data.get("required", False),
        items=None if items is None else declared(name, items),
        properties={key: declared(key, item) for key, item in data.get("properties", {}).items()},
        register=str(data.get("register", "")),
        note=str(data.get("note", "")),
    )


def _bound(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))
