"""How rules judged a record and what they await, as plain values."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import msgspec

from placet.model import Status, Verdict, Wait


class Judged(msgspec.Struct, frozen=True, array_like=True):
    """How one rule of one version of a regulation judged the record."""

    regulation: str
    rule: str
    status: str


class Awaited(msgspec.Struct, frozen=True, array_like=True):
    """What one rule still awaits: an act or a thing, of posts or persons, until when. No `what`: it does not say."""

    regulation: str
    rule: str
    what: str = ""
    posts: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    until: datetime | None = None


def judged(verdicts: Iterable[Verdict]) -> tuple[Judged, ...]:
    """Return verdicts as plain values."""
    return tuple(Judged(one.regulation, one.rule, one.status.value) for one in verdicts)


def awaited_by(verdict: Verdict) -> tuple[Awaited, ...]:
    """Return what a verdict awaits, nothing where it does not wait."""
    if verdict.status is not Status.WAITING:
        return ()
    return tuple(
        Awaited(verdict.regulation, verdict.rule, one.what, one.posts, one.persons, one.until)
        for one in verdict.waits or (Wait(""),)
    )
