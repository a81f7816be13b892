"""The values nearest to one that a rule might tell apart from it: a step less or beyond a boundary, empty, another.

Where they come from is general: the field's declaration, and the numbers, days, persons and texts that stand in the
record and in the rule itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from placet.model import Field, Unit, Value
from placet.rules import literals
from placet.rules.cel import Expression
from placet.rules.context import Facts

#: Nobody's id, and nothing's: a person, section or text that no rule expects.
STRANGER = "nobody"
_CENT, _ONE = Decimal("0.01"), Decimal(1)
_DAYS = (1, -1, 2, -2, 7, -7, 31, -31, 92, -92, 366, -366, 1100, -1100, 4000, -4000)
_MINUTES = (1, -1, 60, -60, 600, -600)
_TIMES = ("00:00", "23:59", "12:00")
_LONG = "、".join(str(number) for number in range(400))
#: So many lines, and so many characters, of a text are taken away one by one.
_LINES, _CHARACTERS = 30, 400
#: So many items are taken off a list one by one, and so many put on it.
_ITEMS, _MORE = 3, (1, 2, 5, 20)


@dataclass(frozen=True, slots=True)
class Near:
    """What stands about: boundaries that a value may be moved across, and others it may be taken for."""

    unit: Unit
    numbers: tuple[Decimal, ...]
    days: tuple[datetime, ...]
    persons: tuple[str, ...]
    texts: tuple[str, ...]


def near(facts: Facts, expressions: Iterable[Expression]) -> Near:
    """What stands about in a record and in the expressions of a rule."""
    tokens = [token for one in expressions for token in literals.tokens(one.source)]
    written = [Decimal(token.text) for token in tokens if token.kind == "number"]
    figures = [Decimal(str(value)) for value in facts.parameters.values() if _is_number(value)]
    flat = [*_flat(facts.record.fields.values()), *(value for one in facts.standings for value in _act(one.act.data))]
    numbers = [Decimal(value) for value in flat if _is_number(value)]
    days = [_moment(value, facts) for value in flat if isinstance(value, date)]
    days += [facts.local(one.act.at) for one in facts.standings]
    people = [value for value in flat if isinstance(value, str) and value in facts.unit.persons]
    people += [one.act.by for one in facts.standings]
    texts = [token.text.strip("\"'") for token in tokens if token.kind == "string"]
    return Near(
        facts.unit,
        tuple(dict.fromkeys([*written, *figures, *numbers])),
        tuple(dict.fromkeys(days)),
        tuple(dict.fromkeys(people)),
        tuple(dict.fromkeys(texts)),
    )


def changes(value: Any, field: Field, about: Near) -> Iterator[Value | None]:
    """Other values that a field may have, the smallest change first; None leaves it empty where it may be."""
    if field.type == "list":
        yield from (one for one in _listed(tuple(value or ()), field, about) if one or not field.required)
        return
    for one in _changed(value, field, about):
        if one != value and _may_be(one, field):
            yield one
    if value not in (None, "") and not field.required:
        yield None


def _may_be(value: Value, field: Field) -> bool:
    """Whether the field's declaration lets it have this value."""
    if isinstance(value, Decimal):
        return (field.minimum is None or value >= field.minimum) and (field.maximum is None or value <= field.maximum)
    return not (isinstance(value, str) and field.pattern) or re.fullmatch(field.pattern, str(value)) is not None


def _changed(value: Any, field: Field, about: Near) -> Iterator[Value]:
    if field.type in ("number", "money"):
        yield from _numbers(value, _CENT if field.type == "money" else _ONE, about)
    elif field.type in ("date", "datetime"):
        yield from _moved(value, field, about)
    elif field.type == "boolean":
        yield not value
    elif field.type == "object":
        yield from _object(value if isinstance(value, Mapping) else {}, field, about)
    else:
        yield from _words(value, field, about)


def _numbers(value: Any, step: Decimal, about: Near) -> Iterator[Value]:
    if isinstance(value, Decimal):
        yield from (value + step, value - step)
    for mark in about.numbers:
        yield from (mark, mark + step, mark - step)
    if isinstance(value, Decimal):
        for mark in about.numbers:
            yield from (value + mark, value - mark)
        yield from (value * 2, value / 2, value * 1000)
    yield Decimal(0)


def _moved(value: Any, field: Field, about: Near) -> Iterator[Value]:
    if isinstance(value, datetime):
        yield from (value + timedelta(minutes=n) for n in _MINUTES)
    if isinstance(value, date):
        yield from (value + timedelta(days=n) for n in _DAYS)
    for mark in about.days:
        for days in (0, 1, -1, 30, -30):
            moved = mark + timedelta(days=days)
            yield moved if field.type == "datetime" else moved.date()


def _words(value: Any, field: Field, about: Near) -> Iterator[Value]:
    unit = about.unit
    known: dict[str, Iterable[str]] = {
        "choice": field.choices,
        "person": (*about.persons, STRANGER, *unit.persons),
        "post": unit.posts,
        "section": unit.sections,
        "body": unit.bodies,
        "time": (*_clock(value), *_TIMES),
        "record": (STRANGER,),
        "text": (*texts(value, about), *about.texts) if field.type == "text" else (),
    }
    yield from known.get(field.type, (STRANGER,))


def texts(value: Any, about: Near) -> Iterator[str]:
    """A text without one of its words, lines or characters, with two lines exchanged, or with a word of the rule."""
    text = value if isinstance(value, str) else ""
    for word in about.texts:
        if word and word in text:
            yield from (text.replace(word, "", 1), text.replace(word, ""))
        elif word:
            yield from (f"{text}{word}", f"{word}{text}", f"{text}\n{word}\n")
    lines = text.splitlines(keepends=True)
    for index in range(min(_LINES, len(lines))):
        yield "".join((*lines[:index], *lines[index + 1 :]))
        yield "".join((*lines[:index], *lines[index : index + 2][::-1], *lines[index + 2 :]))
    for index in range(min(_CHARACTERS, len(text))):
        yield text[:index] + text[index + 1 :]
    yield from (STRANGER, _LONG)


def _clock(value: Any) -> Iterator[str]:
    try:
        start = datetime.combine(date(2000, 1, 2), time.fromisoformat(str(value)))
    except ValueError:
        return
    yield from (f"{start + timedelta(minutes=n):%H:%M}" for n in _MINUTES)


def _object(value: Mapping[str, Any], field: Field, about: Near) -> Iterator[Value]:
    for name, inner in field.properties.items():
        for one in changes(value.get(name), inner, about):
            yield {key: part for key, part in {**value, name: one}.items() if part is not None}


def _listed(value: tuple[Any, ...], field: Field, about: Near) -> Iterator[Value | None]:
    items = field.items or Field("", "", "text")
    ends = [*range(min(_ITEMS, len(value))), *range(max(_ITEMS, len(value) - _ITEMS), len(value))]
    for index in ends:
        yield (*value[:index], *value[index + 1 :])
    yield ()
    for count in _MORE if value else ():
        yield (*value, *value[-1:] * count)
    fresh = next((one for one in changes(None, items, about) if one is not None), None)
    if fresh is not None:
        yield from ((*value, *(_fresh(fresh, number) for number in range(count))) for count in _MORE)
    for index in ends:
        for one in changes(value[index], items, about):
            if one is not None:
                yield (*value[:index], one, *value[index + 1 :])


def _fresh(value: Value, number: int) -> Value:
    """The same again, of another name where it has one."""
    return f"{value}-{number}" if value == STRANGER else value


def _flat(values: Iterable[Any]) -> Iterator[Any]:
    for value in values:
        if isinstance(value, Mapping):
            yield from _flat(value.values())
        elif isinstance(value, tuple | list):
            yield from _flat(value)
        else:
            yield value


def _act(data: Mapping[str, Any]) -> Iterator[Any]:
    yield from _flat(data.values())


def _is_number(value: object) -> bool:
    return isinstance(value, Decimal | int) and not isinstance(value, bool)


def _moment(value: date, facts: Facts) -> datetime:
    if isinstance(value, datetime):
        return facts.local(value)
    return datetime.combine(value, time(12), tzinfo=facts.zone)
