"""The invented circumstances of a worked example: people who hold exactly the named posts, a record, its acts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timezone
from decimal import Decimal
from functools import lru_cache
from typing import Any

from placet.model import Appointment, Attachment, Field, Kind, Person, Record, Unit, Value, Who

THIS = "this"
_START = time(9)
_OF_RECORDS = ("title", "classification", "body", "annulled", "refers", "attachments")


class Unusable(ValueError):
    """Something in an example that cannot be taken: the words of finding RUL028."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Where an example plays: its unit, the day it starts from, the office's time zone, the rule's own demands."""

    unit: Unit
    day: date
    zone: timezone
    by: Mapping[str, tuple[tuple[Who, ...], str]]


def peopled(unit: Unit, names: Sequence[str]) -> Unit:
    """The unit with one invented holder for each post, of the same id, and the other persons named holding none.

    Posts that everyone holds are held by all of them; there are no delegations and no absences.
    """
    titles = {post.id: post.title for post in unit.posts.values()}
    everyone = [post.id for post in unit.posts.values() if post.everyone]
    persons = {name: _person(name, titles.get(name, name)) for name in (*titles, *names)}
    posts = [_appointed(post, post, date.min) for post in titles]
    common = [_appointed(name, post, date.min) for post in everyone for name in persons if name != post]
    return replace(unit, persons=persons, appointments=(*posts, *common), delegations=(), absences=())


#: Nearly all examples have the same people.
_person, _appointed = lru_cache(4096)(Person), lru_cache(4096)(Appointment)


def only(raw: Any, known: Collection[str], where: str) -> None:
    """Raises Unusable unless `raw` is a mapping with known keys only."""
    if not isinstance(raw, Mapping):
        raise Unusable(f"{where}: {raw} ({', '.join(known)})")
    for name in raw:
        if name not in known:
            raise Unusable(f"{where}: {name} ({', '.join(known)})")


def value(raw: Any, field: Field, setting: Setting) -> Value:
    """What an example writes for a field, as the register would hold it. Raises Unusable."""
    if field.type == "list":
        items = field.items or Field("", "", "text")
        listed = raw if isinstance(raw, list | tuple) else [raw]
        return tuple(value(one, items, setting) for one in listed)
    if field.type == "object":
        only(raw, field.properties, field.id)
        return {key: value(one, field.properties[key], setting) for key, one in raw.items()}
    if field.type in ("number", "money"):
        if isinstance(raw, bool) or not isinstance(raw, Decimal | int):
            raise Unusable(f"{field.id}: {raw}")
        return Decimal(raw)
    if field.type == "boolean":
        if not isinstance(raw, bool):
            raise Unusable(f"{field.id}: {raw}")
        return raw
    return _text(raw, field, setting)


def _text(raw: Any, field: Field, setting: Setting) -> Value:
    if field.type in ("date", "datetime"):
        return _moment(raw, field, setting)
    text = str(raw)
    known = {
        "choice": field.choices,
        "post": tuple(setting.unit.posts),
        "section": tuple(setting.unit.sections),
        "body": tuple(setting.unit.bodies),
    }.get(field.type)
    if known is not None and text not in known and text:
        raise Unusable(f"{field.id}: {text} ({', '.join(known)})")
    return text


def _moment(raw: Any, field: Field, setting: Setting) -> date | datetime:
    try:
        found = raw if isinstance(raw, date) else datetime.fromisoformat(str(raw))
    except ValueError:
        raise Unusable(f"{field.id}: {raw}") from None
    if field.type == "date":
        return found.date() if isinstance(found, datetime) else found
    moment = found if isinstance(found, datetime) else datetime.combine(found, _START)
    return moment if moment.tzinfo else moment.replace(tzinfo=setting.zone)


def _harmless(field: Field, setting: Setting) -> Value:
    """A value for a required field that an example leaves out."""
    unit = setting.unit
    if field.type in ("date", "datetime"):
        return _moment(setting.day, field, setting)
    if field.type == "list":
        return (_harmless(field.items, setting),) if field.items is not None else ()
    if field.type == "object":
        return {key: _harmless(inner, setting) for key, inner in field.properties.items() if inner.required}
    if field.type in ("number", "money"):
        return field.minimum if field.minimum is not None and field.minimum > 1 else Decimal(1)
    first = {"choice": field.choices, "post": unit.posts, "section": unit.sections, "body": unit.bodies}
    if field.type == "boolean":
        return False
    if field.type in first:
        return next(iter(first[field.type]), "")
    return {"person": f"someone-{field.id}", "time": "09:00", "record": ""}.get(field.type, "-")


def fields_of(given: Mapping[str, Any], kind: Kind, setting: Setting) -> dict[str, Value]:
    """The record's fields: what is given, and harmless values for the required rest. Raises Unusable."""
    unknown = [name for name in given if name not in kind.fields and name not in _OF_RECORDS]
    if unknown:
        raise Unusable(f"{unknown[0]} ({', '.join(kind.fields)})")
    found = {name: value(raw, kind.fields[name], setting) for name, raw in given.items() if name in kind.fields}
    for name, field in kind.fields.items():
        if field.required and name not in given:
            found[name] = _harmless(field, setting)
    return found


def record_of(
    ref: str, given: Mapping[str, Any], kind: Kind, register: str, setting: Setting, number: int | None
) -> Record:
    """An invented record; a draft when `number` is None. Raises Unusable."""
    folder = f"{setting.day.year:04d}/{number:04d}" if number is not None else f"drafts/{ref}"
    path = f"records/{setting.unit.id}/{register}/{folder}.md"
    return Record(
        path=path,
        unit=setting.unit.id,
        register=register,
        kind=kind.id,
        id=ref,
        title=str(given.get("title", ref)),
        classification=str(given.get("classification", "internal")),
        fields=fields_of(given, kind, setting),
        refers=tuple(str(one) for one in listed(given.get("refers", ()))),
        attachments=tuple(Attachment(str(one), "") for one in listed(given.get("attachments", ()))),
        body=str(given.get("body", "")),
        document="",
        acts=(),
        slip_lines=(),
        marks={},
        year=setting.day.year if number is not None else None,
        number=number,
        annulled=str(given.get("annulled", "")),
    )


def listed(raw: Any) -> Sequence[Any]:
    """A list as it is, anything else as a list of one."""
    return raw if isinstance(raw, list | tuple) else (raw,)
