"""Adoption: a regulation's version names the meeting that adopted it, and those minutes say so.

Minutes that do not exist are for `references` to say. The proof is in the minutes: signed by their own rules, of the
body named, on or before the day the version comes into force, with an approved decision that names the regulation by
its title (the office's own name may be left out).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from placet.model import Cabinet, Finding, Kind, Place, Record, Regulation
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
    title = regulation.title.removeprefix(unit.title if unit else "")
    if not any(_approves(item, title) for item in _decisions(minutes, kind)):
        yield Finding("REF024", place, {"ref": ref, "title": title})


def _body(cabinet: Cabinet, regulation: Regulation, body: str) -> str:
    unit = cabinet.units.get(regulation.unit)
    return unit.bodies[body].title if unit is not None and body in unit.bodies else body


def _decisions(minutes: Record, kind: Kind) -> tuple[Any, ...]:
    items = minutes.fields.get(kind.meeting.decisions, ()) if kind.meeting else ()
    return items if isinstance(items, tuple) else ()


def _approves(item: Any, title: str) -> bool:
    """Whether a decision approves something that it calls by this title."""
    if not isinstance(item, Mapping):
        return False
    values = [str(value) for value in item.values()]
    return _APPROVED in values and any(title in value for value in values)
