"""What a rule's expression can name: typed variables that follow from a register kind and the unit's parameters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from placet.model import Act, Field, Kind, Value
from placet.rules.context import Facts
from placet.rules.literals import SCALE
from placet.rules.who import proven
from placet.rules.wording import phrase

NUMBER, TEXT, BOOLEAN, TIME, OBJECT = "number", "text", "boolean", "time", "object"
_TYPES = {"number": NUMBER, "money": NUMBER, "boolean": BOOLEAN, "date": TIME, "datetime": TIME, "object": OBJECT}
#: How the names of variables begin that come from a record's acts.
ACTS = ("done.", "at.", "by.", "data.", "filled.data.")
_EMPTY: Mapping[str, object] = {TEXT: "", BOOLEAN: False}


class Absent(LookupError):
    """A variable has no value in this record: a number, a time or an act that is not there."""


@dataclass(frozen=True, slots=True)
class Variable:
    """A name, its type, how to read it from the facts, and for lists of objects what the objects hold."""

    name: str
    type: str
    read: Callable[[Facts], object]
    title: str = ""
    properties: Mapping[str, Field] = field(default_factory=dict)


def type_of(declared: Field) -> str:
    """The expression type of a field: number, text, boolean, time, object or "list <type>"."""
    if declared.type == "list":
        return f"list {type_of(declared.items) if declared.items else TEXT}"
    return _TYPES.get(declared.type, TEXT)


def scaled(amount: Decimal) -> int:
    """Ten-thousandths of an amount; Absent when it has more than four decimals and so could not be exact."""
    whole = amount * SCALE
    if whole != whole.to_integral_value():
        raise Absent
    return int(whole)


def clock(value: date | datetime | str, facts: Facts) -> datetime:
    """A day or moment as the office's wall clock, labelled UTC. Raises Absent for what is neither."""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
        except ValueError:
            raise Absent from None
    if isinstance(value, datetime):
        moment = value.astimezone(facts.zone) if value.tzinfo else value
        return moment.replace(tzinfo=UTC)
    return datetime(value.year, value.month, value.day, tzinfo=UTC)


def converted(value: Any, declared: Field, facts: Facts) -> object:
    """A field's value as an expression sees it. Raises Absent when it is not of the declared type."""
    kind = type_of(declared)
    if kind == NUMBER:
        try:
            return scaled(value if isinstance(value, Decimal) else Decimal(str(value)))
        except InvalidOperation:
            raise Absent from None
    if kind == TIME:
        return clock(value, facts)
    if kind == OBJECT:
        return {
            key: _inside(value[key], inner, facts)
            for key, inner in declared.properties.items()
            if isinstance(value, Mapping) and filled(value.get(key))
        }
    if kind.startswith("list"):
        items = declared.items or Field("", "", "text")
        return [converted(item, items, facts) for item in value]
    return value


def _inside(value: Any, declared: Field, facts: Facts) -> object:
    """A value in an object, where CEL takes no times: they are text that `timestamp(x.day)` turns into one."""
    found = converted(value, declared, facts)
    return f"{found:%Y-%m-%dT%H:%M:%SZ}" if isinstance(found, datetime) else found


def filled(value: object) -> bool:
    """Whether a value is there at all: empty text and empty lists are not."""
    return value not in (None, "", (), [])


def _field(name: str, declared: Field) -> Variable:
    kind = type_of(declared)

    def read(facts: Facts) -> object:
        value = facts.record.fields.get(name)
        if filled(value):
            return converted(value, declared, facts)
        return _absent(kind)

    items = declared.items
    properties = items.properties if items is not None else {}
    return Variable(name, kind, read, declared.title, properties)


def _absent(kind: str) -> object:
    if kind.startswith("list"):
        return []
    if kind in _EMPTY:
        return _EMPTY[kind]
    raise Absent


def _last(facts: Facts, act: str) -> Act:
    found = proven(facts, act)
    if not found:
        raise Absent
    return found[-1].act


def _act_variables(act: str, title: str, data: Mapping[str, Field]) -> list[Variable]:
    found = [
        Variable(f"done.{act}", BOOLEAN, lambda facts: bool(proven(facts, act)), title),
        Variable(f"at.{act}", TIME, lambda facts: clock(_last(facts, act).at, facts), title),
        Variable(f"by.{act}", TEXT, lambda facts: _last(facts, act).by, title),
    ]
    for key, declared in data.items():
        found += _data_variables(act, key, declared)
    return found


def _data_variables(act: str, key: str, declared: Field) -> list[Variable]:
    kind = type_of(declared)

    def read(facts: Facts) -> object:
        value = _last(facts, act).data.get(key)
        return converted(value, declared, facts) if filled(value) else _absent(kind)

    def is_filled(facts: Facts) -> bool:
        found = proven(facts, act)
        return bool(found) and filled(found[-1].act.data.get(key))

    properties = declared.items.properties if declared.items is not None else {}
    return [
        Variable(f"data.{act}.{key}", kind, read, declared.title, properties),
        Variable(f"filled.data.{act}.{key}", BOOLEAN, is_filled, declared.title),
    ]


def _own_day(facts: Facts) -> object:
    if facts.day is None:
        raise Absent
    return clock(facts.day, facts)


def _attached(facts: Facts) -> object:
    return [one.file for one in facts.record.attachments]


def _common(kind: Kind) -> list[Variable]:
    """What every record has, under the phrases that name it."""
    own = kind.fields[kind.date].title if kind.date in kind.fields else phrase("own-day")
    listed = "list text"
    return [
        Variable("title", TEXT, lambda facts: facts.record.title, phrase("record-title")),
        Variable("classification", TEXT, lambda facts: facts.record.classification, phrase("record-classification")),
        Variable("body", TEXT, lambda facts: facts.record.body, phrase("record-body")),
        Variable("numbered", BOOLEAN, lambda facts: not facts.record.is_draft, phrase("record-numbered")),
        Variable("refers", listed, lambda facts: list(facts.record.refers), phrase("record-refers")),
        Variable("attachments", listed, _attached, phrase("record-attachments")),
        Variable("day", TIME, _own_day, own),
        Variable("as_of", TIME, lambda facts: clock(facts.now, facts), phrase("as-of")),
    ]


def of_kind(kind: Kind) -> dict[str, Variable]:
    """Every variable that a record of this kind gives, fields first so that a field may not be hidden."""
    found = _common(kind)
    for name, declared in kind.fields.items():
        found.append(_field(name, declared))
        found.append(
            Variable(
                f"filled.{name}",
                BOOLEAN,
                lambda facts, key=name: filled(facts.record.fields.get(key)),  # type: ignore[misc]
                declared.title,
            )
        )
    for act in kind.acts.values():
        found += _act_variables(act.id, act.title, act.data)
    return {one.name: one for one in found}


def of_parameters(parameters: Mapping[str, Value], titles: Mapping[str, str]) -> dict[str, Variable]:
    """`param.<name>` for each of the unit's own figures; an example may set other values of the same type."""
    return {f"param.{name}": _parameter(name, value, titles.get(name, name)) for name, value in parameters.items()}


def _parameter(name: str, value: Value, title: str) -> Variable:
    def read(facts: Facts) -> object:
        return plain(facts.parameters[name], facts)

    return Variable(f"param.{name}", _type_of_value(value), read, title)


def _type_of_value(value: Value) -> str:
    if isinstance(value, bool):
        return BOOLEAN
    if isinstance(value, Decimal | int):
        return NUMBER
    if isinstance(value, date):
        return TIME
    if isinstance(value, tuple | list):
        return f"list {_type_of_value(value[0])}" if value else "list text"
    return TEXT


def plain(value: Any, facts: Facts) -> object:
    """A value whose type is its own (a parameter) as an expression sees it."""
    if isinstance(value, bool | str):
        return value
    if isinstance(value, Decimal | int):
        return scaled(Decimal(value))
    if isinstance(value, date):
        return clock(value, facts)
    return [plain(item, facts) for item in value]


def linking(kind: Kind) -> dict[str, Variable]:
    """`this.<name>`: the variables of the record that links, as seen from the condition on the linked one."""

    def seen(one: Variable) -> Variable:
        def read(facts: Facts) -> object:
            if facts.this is None:
                raise Absent
            return one.read(facts.this)

        title = phrase("of-this", title=one.title or one.name)
        return Variable(f"this.{one.name}", one.type, read, title, one.properties)

    return {found.name: found for found in map(seen, of_kind(kind).values())}
