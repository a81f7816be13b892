"""The quick way through data that is surely right: typed values without a `Node` and a `Place` for every one of them.

It takes only what `shape` would take without a word, and gives the same values. Of anything else it says `Unsure`, and
the caller reads the same data again the thorough way, which finds the words for what is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, NoReturn, TypeAlias

from placet.model import Field
from placet.readers import scalars


class Unsure(ValueError):
    """The quick way does not know; nothing is said about the data."""


class Number(str):
    """A JSON number as written."""

    __slots__ = ()


Taker: TypeAlias = Callable[[Any], Any]

_PATTERNS: dict[str, re.Pattern[str]] = {
    "name": scalars.NAME,
    "person": scalars.NAME,
    "post": scalars.NAME,
    "section": scalars.NAME,
    "body": scalars.NAME,
    "record": scalars.RECORD,
    "time": scalars.TIME,
}


def taker(field: Field) -> Taker:
    """What takes a value of this field from JSON whose text holds no character that is refused."""
    if field.type == "list" and field.items is not None:
        return _list(taker(field.items))
    if field.type == "object":
        takers = {name: taker(inner) for name, inner in field.properties.items()}
        return _object(takers, frozenset(name for name, inner in field.properties.items() if inner.required))
    if field.type == "node":
        return lambda value: value
    if field.type in ("number", "money"):
        return _amount(field)
    if field.minimum is not None or field.maximum is not None:
        return _unsure
    if field.type == "boolean":
        return _boolean if not field.pattern else _unsure
    return _texts(field)


def _texts(field: Field) -> Taker:
    if field.type == "choice" and not field.pattern:
        return _choice(frozenset(field.choices))
    if field.type == "text":
        return _text(re.compile(field.pattern).fullmatch if field.pattern else None, required=field.required)
    if field.type in _PATTERNS and not field.pattern:
        return _text(lru_cache(4096)(_PATTERNS[field.type].fullmatch), required=False)
    if field.type == "date" and not field.pattern:
        return _moment(scalars.DATE, date.fromisoformat)
    if field.type == "datetime" and not field.pattern:
        return _moment(scalars.DATETIME, datetime.fromisoformat)
    return _unsure


def _unsure(_: Any) -> NoReturn:
    raise Unsure


def _boolean(value: Any) -> bool:
    if value is True or value is False:
        return bool(value)
    raise Unsure


def _choice(choices: frozenset[str]) -> Taker:
    def take(value: Any) -> str:
        if type(value) is str and value in choices:
            return value
        raise Unsure

    return take


def _text(matches: Callable[[str], object] | None, *, required: bool) -> Taker:
    def take(value: Any) -> str:
        if type(value) is not str or (matches is not None and not matches(value)) or (required and not value):
            raise Unsure
        return value

    return take


def _moment(pattern: re.Pattern[str], read: Callable[[str], Any]) -> Taker:
    def take(value: Any) -> Any:
        if type(value) is not str or not pattern.fullmatch(value):
            raise Unsure
        try:
            return read(value)
        except ValueError:
            raise Unsure from None

    return take


def _amount(field: Field) -> Taker:
    pattern = scalars.NUMBER if field.type == "number" else scalars.MONEY
    least, most = field.minimum, field.maximum
    if field.pattern:
        return _unsure

    def take(value: Any) -> Decimal:
        if type(value) is not Number or not pattern.fullmatch(value):
            raise Unsure
        amount = Decimal(value)
        if (least is not None and amount < least) or (most is not None and amount > most):
            raise Unsure
        return amount

    return take


def _list(item: Taker) -> Taker:
    def take(value: Any) -> tuple[Any, ...]:
        if type(value) is not list:
            raise Unsure
        return tuple([item(one) for one in value])

    return take


def _object(takers: dict[str, Taker], required: frozenset[str]) -> Taker:
    def take(value: Any) -> dict[str, Any]:
        if type(value) is not dict or not required <= value.keys():
            raise Unsure
        try:
            return {name: takers[name](one) for name, one in value.items()}
        except KeyError:
            raise Unsure from None

    return take
