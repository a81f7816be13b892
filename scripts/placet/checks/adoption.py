"""Adoption: a regulation's version names the meeting that adopted it, and those minutes say so.

Minutes that do not exist are for `references` to say. The proof is in the minutes: signed by their own rules, of the
body named, on or before the day the version comes into force, with an approved decision that names the regulation by
its title (the office's own name may be left out).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from placet.model import Cabinet, Finding, Kind, Place, Record, Regulation, Unit
from placet.numbers import own_day

_APPROVED = "approved"


def check(cabinet: Cabinet) -> Iterator[Finding]:
    """REF021 to REF024, each at the `adopted` line of the regulation."""
    for regulation in cabinet.regulations:
        yield from _of(regulation, cabinet)


def _of(regulation: Regulation, cabinet: Cabinet) -> Iterator[Finding]:
    place = regulation.marks.get("adopted", Place(regulation.path, 1, 1))
    ref = regulation.adopted.get("minutes", "")
    minutes = cabinet.records.get(f"records/{ref}.md")
    if minutes is None:
        return
    kind = cabinet.kinds[minutes.kind]
    if kind.meeting is None:
        yield Finding("REF021", place, {"ref": ref, "kind": kind.title})
        return
    body = str(minutes.fields.get(kind.meeting.body, ""))
    if body != regulation.adopted.get("by"):
        words = {"ref": ref, "body": _body(cabinet, regulation, body)}
        yield Finding("REF022", place, words | {"named": _body(cabinet, regulation, regulation.adopted.get("by", ""))})
    day = own_day(minutes, kind)
    if day is not None and day > regulation.in_force:
        yield Finding("REF023", place, {"ref": ref, "day": str(day), "in_force": str(regulation.in_force)})
    unit = cabinet.units.get(regulation.unit)
    if not approval(minutes, kind, unit, regulation.title)[0]:
        yield Finding("REF024", place, {"ref": ref, "title": _short(regulation.title, unit)})


def approval(minutes: Record, kind: Kind, unit: Unit | None, title: str) -> tuple[str, str]:
    """The decision in minutes of this kind that approves the regulation called `title`, and its outcome.

    The decision is in the minutes' own words; both are "" where there is none.
    """
    short = _short(title, unit)
    for item in _decisions(minutes, kind):
        values = [str(value) for value in item.values()] if isinstance(item, Mapping) else []
        words = next((value for value in values if short in value), "")
        if words and _APPROVED in values:
            return words, _APPROVED
    return "", ""


def _short(title: str, unit: Unit | None) -> str:
    return title.removeprefix(unit.title if unit else "")


def _body(cabinet: Cabinet, regulation: Regulation, body: str) -> str:
    unit = cabinet.units.get(regulation.unit)
    return unit.bodies[body].title if unit is not None and body in unit.bodies else body


def _decisions(minutes: Record, kind: Kind) -> tuple[Any, ...]:
    items = minutes.fields.get(kind.meeting.decisions, ()) if kind.meeting else ()
    return items if isinstance(items, tuple) else ()
