"""People and posts: what records, acts and register kinds name must exist in the unit.

An unknown post is a failure, never a pass (DESIGN §4): what waits for it would wait for ever.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from placet.model import Cabinet, Field, Finding, Kind, Record, Register, Unit
from placet.readers.shape import unknown

_CODES = {
    "person": ("ORG001", "ORG002"),
    "post": ("ORG003", "ORG004"),
    "section": ("ORG005", "ORG006"),
    "body": ("ORG007", "ORG008"),
}


def check(cabinet: Cabinet) -> Iterator[Finding]:
    """ORG001–ORG008 in records and their acts, ORG015–ORG016 in kinds, ORG017 in units."""
    yield from of_offices(cabinet)
    yield from of_records(cabinet)


def of_offices(cabinet: Cabinet) -> Iterator[Finding]:
    """What is found in units and register kinds."""
    for unit in cabinet.units.values():
        yield from _vacant(unit)
    for register in cabinet.registers.values():
        if register.unit in cabinet.units and register.kind in cabinet.kinds:
            yield from _kind(cabinet.kinds[register.kind], register, cabinet.units[register.unit])


def of_records(cabinet: Cabinet) -> Iterator[Finding]:
    """What is found in each record by itself."""
    for record in cabinet.records.values():
        if record.unit in cabinet.units and record.kind in cabinet.kinds:
            yield from _record(record, cabinet.kinds[record.kind], cabinet.units[record.unit])


def _vacant(unit: Unit) -> Iterator[Finding]:
    """A post that nobody ever held (a unit without any people has said so already)."""
    held = {one.post for one in unit.appointments}
    if held:
        for post in unit.posts.values():
            if post.id not in held and not post.everyone:
                yield Finding("ORG017", unit.place, {"value": post.id, "title": post.title})


def _kind(kind: Kind, register: Register, unit: Unit) -> Iterator[Finding]:
    for act in kind.acts.values():
        for who in act.by:
            if who.relation == "post" and not who.value.startswith("field:") and who.value not in unit.posts:
                place = register.place if register.place.path else kind.place
                yield unknown(("ORG015", "ORG016"), who.value, unit.posts, place, act=act.title, unit=unit.title)


def _record(record: Record, kind: Kind, unit: Unit) -> Iterator[Finding]:
    known: Mapping[str, Mapping[str, Any]] = {
        "person": unit.persons,
        "post": unit.posts,
        "section": unit.sections,
        "body": unit.bodies,
    }
    for key, value in record.fields.items():
        yield from _value(value, kind.fields[key], key, record, known)


# Where a unit has none at all of something, its file is missing or unreadable, and that has been said.
def _value(
    value: Any, field: Field, key: str, record: Record, known: Mapping[str, Mapping[str, Any]]
) -> Iterator[Finding]:
    if field.type == "list" and field.items is not None:
        for index, item in enumerate(value):
            yield from _value(item, field.items, f"{key}[{index}]", record, known)
    elif field.type == "object":
        for name, item in value.items():
            yield from _value(item, field.properties[name], f"{key}.{name}", record, known)
    elif field.type in _CODES and known[field.type] and value not in known[field.type]:
        yield unknown(_CODES[field.type], value, known[field.type], record.where(key))
