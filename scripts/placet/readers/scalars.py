"""Scalars: the text of one value and the type its field declares in, the typed value out.

What YAML 1.1 would read as something else than text (`003`, `no`, `12:30`, `1.10`, `2024-03-04`, `~`) must stand in
quotes in a text field, so that every program reads the file alike. Numbers are exact decimals.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, Protocol

from placet.model import Field, Finding, Place
from placet.readers.yaml import clip

_SURPRISE = re.compile(
    r"""(?:~|null|Null|NULL|
      y|Y|yes|Yes|YES|n|N|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF|
      [-+]?0b[0-1_]+|[-+]?0o?[0-7_]+|[-+]?0x[0-9a-fA-F_]+|[-+]?[0-9][0-9_]*|
      [-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?|
      [-+]?(?:[0-9][0-9_]*\.[0-9_]*|\.[0-9_]+|[0-9][0-9_]*)(?:[eE][-+]?[0-9]+)?|
      [-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)|=|
      [0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:(?:[Tt]|[ ]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}.*)?)?""",
    re.VERBOSE,
)
NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,13})(?:\.[0-9]{1,4})?")
MONEY = re.compile(r"-?(?:0|[1-9][0-9]{0,13})(?:\.[0-9]{1,2})?")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
DATETIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?(?:Z|[+-][0-9]{2}:[0-9]{2})"
)
TIME = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
NAME = re.compile(r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*")
RECORD = re.compile(r"[0-9]{4}-[a-z2-9]{6}|[a-z][a-z0-9-]*/[a-z][a-z0-9_-]*/(?:[0-9]{4}/[0-9]{4,}|drafts/[^/\s]+)")


class Written(Protocol):
    """Where a scalar stood and whether without quotes."""

    place: Place
    plain: bool


def scalar(text: str, written: Written, field: Field, findings: list[Finding], key: str) -> Any:
    """The value of `text` as `field` declares it, or None with a finding FMT026–FMT040."""
    if field.type == "scalar":
        return as_written(text, written.plain)
    code, reader = _READERS[field.type]
    value = None if _ambiguous(text, written, field) else reader(text)
    if value is None:
        findings.append(Finding(code, written.place, {"value": clip(text), "key": key}))
        return None
    if field.type == "choice" and text not in field.choices:
        findings.append(_no_choice(text, written.place, field, key))
        return None
    fault = _bounds(value, text, field, key)
    if fault:
        findings.append(Finding(fault[0], written.place, fault[1]))
        return None
    return value


def _ambiguous(text: str, written: Written, field: Field) -> bool:
    """Unquoted text that YAML 1.1 takes for something else, and a quoted `true`, which it takes for text."""
    if field.type == "text":
        return written.plain and _SURPRISE.fullmatch(text) is not None
    return field.type == "boolean" and not written.plain


def as_written(text: str, plain: bool) -> bool | Decimal | str:
    """Unquoted true and false as bool, unquoted numbers as Decimal, all else as the text it is."""
    if plain and text in ("true", "false"):
        return text == "true"
    if plain and NUMBER.fullmatch(text):
        return Decimal(text)
    return text


def parse_date(text: str) -> date | None:
    """`YYYY-MM-DD`, or None."""
    if not DATE.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def parse_datetime(text: str) -> datetime | None:
    """An ISO 8601 date and time with its offset from UTC, or None."""
    if not DATETIME.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _bounds(value: Any, text: str, field: Field, key: str) -> tuple[str, dict[str, str]] | None:
    if field.minimum is not None and isinstance(value, Decimal) and value < field.minimum:
        return "FMT035", {"value": text, "key": key, "minimum": str(field.minimum)}
    if field.maximum is not None and isinstance(value, Decimal) and value > field.maximum:
        return "FMT036", {"value": text, "key": key, "maximum": str(field.maximum)}
    if field.pattern and not _pattern(field.pattern).fullmatch(text):
        return "FMT037", {"value": clip(text), "key": key, "pattern": field.pattern}
    if field.required and value == "":
        return "FMT040", {"key": key, "title": field.title}
    return None


def _no_choice(text: str, place: Place, field: Field, key: str) -> Finding:
    args = {"value": clip(text), "key": key, "choices": "、".join(field.choices)}
    guesses = get_close_matches(text, field.choices, n=1) if len(text) <= 60 else []
    return Finding("FMT034", place, {**args, "guess": guesses[0]}) if guesses else Finding("FMT033", place, args)


def _number(text: str) -> Decimal | None:
    return Decimal(text) if NUMBER.fullmatch(text) else None


def _money(text: str) -> Decimal | None:
    return Decimal(text) if MONEY.fullmatch(text) else None


def _matching(pattern: re.Pattern[str]) -> Callable[[str], str | None]:
    return lambda text: text if pattern.fullmatch(text) else None


_name = _matching(NAME)

#: type → the code of what is not of that type, and the reader that gives None for it.
_READERS: Mapping[str, tuple[str, Callable[[str], Any]]] = {
    "text": ("FMT026", str),
    "choice": ("FMT033", str),
    "boolean": ("FMT027", {"true": True, "false": False}.get),
    "number": ("FMT028", _number),
    "money": ("FMT029", _money),
    "date": ("FMT030", parse_date),
    "datetime": ("FMT031", parse_datetime),
    "time": ("FMT032", _matching(TIME)),
    "record": ("FMT038", _matching(RECORD)),
    "name": ("FMT039", _name),
    "person": ("FMT039", _name),
    "post": ("FMT039", _name),
    "section": ("FMT039", _name),
    "body": ("FMT039", _name),
}

_pattern = lru_cache(maxsize=256)(re.compile)
