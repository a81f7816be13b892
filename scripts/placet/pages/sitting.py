"""What minutes tell of a meeting, as plain values."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from placet import numbers, office
from placet.model import Kind, Record, Unit, Value


class Decided(msgspec.Struct, frozen=True, array_like=True):
    """One item of minutes: what it was about, the name of the record it was about, and what came out, in words."""

    matter: str
    record: str
    outcome: str


class Sitting(msgspec.Struct, frozen=True, array_like=True):
    """A meeting as its minutes tell it: which body, how many of its voting members were there, what it decided."""

    body: str
    present: int
    members: int
    decisions: tuple[Decided, ...]


def sitting(record: Record, kind: Kind, unit: Unit) -> Sitting | None:
    """Return the meeting a record is the minutes of, None where it is none."""
    meeting = kind.meeting
    body = record.fields.get(meeting.body) if meeting else None
    if meeting is None or not isinstance(body, str):
        return None
    day = numbers.own_day(record, kind)
    voting = office.members(unit, body, day) if day else ()
    present = record.fields.get(meeting.present, ())
    here = sum(one in present for one in voting) if isinstance(present, tuple) else 0
    items = record.fields.get(meeting.decisions, ())
    decisions = (
        tuple(_decided(item, kind) for item in items if isinstance(item, Mapping)) if isinstance(items, tuple) else ()
    )
    return Sitting(body, here, len(voting), decisions)


def _decided(item: Mapping[str, Value], kind: Kind) -> Decided:
    """One item of the minutes by the types of its parts: the first text, the first record and the first choice."""
    declared = kind.fields[kind.meeting.decisions].items if kind.meeting else None
    parts = declared.properties if declared else {}

    def first(type_: str) -> str:
        name = next((name for name, part in parts.items() if part.type == type_), "")
        value = item.get(name)
        return parts[name].choice_titles.get(value, value) if isinstance(value, str) else ""

    return Decided(first("text"), first("record"), first("choice"))
