"""The official layout that a register kind declares: its `layout` in, a `Layout` out, with what it names checked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from placet.model import ActKind, Field, Finding, Form, Layout
from placet.readers.shape import Marks, unknown

#: What stands in a form's words in place of something the record or its register says.
BLANK = re.compile(r"\{([a-z][a-z0-9_]*)\}")
#: Blanks that are no fields of the kind.
GIVEN = ("unit", "register")
_WORDS = ("header", "issuer", "printer")
_FIELDS = ("to", "copy_to")
_ACTS = ("signer", "printed")


def layout(values: Mapping[str, Any] | None) -> Layout | None:
    """The layout that shaped values say, or None where a kind has none."""
    return None if values is None else Layout(**{**values, "forms": tuple(Form(**form) for form in values["forms"])})


def faults(
    values: Mapping[str, Any], fields: Mapping[str, Field], acts: Mapping[str, ActKind], marks: Marks
) -> Iterator[Finding]:
    """Names in a layout of fields, acts and values that the kind does not declare."""
    names = {f"layout.{key}": values[key] for key in _FIELDS if key in values}
    names |= {f"layout.present[{index}]": name for index, name in enumerate(values.get("present", ()))}
    for key, name in names.items():
        if name not in fields:
            yield unknown(("FMT044", "FMT045"), name, fields, marks[key])
    for key in _ACTS:
        if key in values and values[key] not in acts:
            yield unknown(("FMT067", "FMT068"), values[key], acts, marks[f"layout.{key}"])
    for key in ("upward", "marks"):
        yield from _values(f"layout.{key}", values.get(key, {}), fields, marks)
    for index, form in enumerate(values.get("forms", ())):
        path = f"layout.forms[{index}]"
        yield from _values(f"{path}.when", form.get("when", {}), fields, marks)
        for key in _WORDS:
            for name in BLANK.findall(form.get(key, "")):
                if name not in fields and name not in GIVEN:
                    yield unknown(("FMT044", "FMT045"), name, (*fields, *GIVEN), marks[f"{path}.{key}"])


def _values(path: str, wanted: Mapping[str, Any], fields: Mapping[str, Field], marks: Marks) -> Iterator[Finding]:
    for name, values in wanted.items():
        if name not in fields:
            yield unknown(("FMT044", "FMT045"), name, fields, marks[f"{path}.{name}"])
            continue
        choices = fields[name].choices
        for index, value in enumerate(values):
            if choices and value not in choices:
                words = {"key": name, "choices": "、".join(choices)}
                yield unknown(("FMT033", "FMT034"), str(value), choices, marks[f"{path}.{name}[{index}]"], **words)
