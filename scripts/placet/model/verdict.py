"""Verdicts: how a rule judged a record or a register."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import msgspec

from placet.model.finding import Finding


class Status(StrEnum):
    """A verdict's status; waiting is not an error, acting before it is met is a breach."""

    MET = "met"
    WAITING = "waiting"
    BREACHED = "breached"
    NOT_APPLICABLE = "not-applicable"


class Wait(msgspec.Struct, frozen=True, gc=False):
    """What is awaited: an act or a thing to be filled in, from whom (post ids and person ids), until when."""

    what: str
    posts: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    until: datetime | None = None


class Verdict(msgspec.Struct, frozen=True, gc=False):
    """How one rule judged one subject (a record's path, or a register's path with a period for a cadence).

    `reasons` are findings without level whose words say what is missing or wrong; `rests_on` are the refs of other
    records the verdict used.
    """

    rule: str
    regulation: str
    article: int
    subject: str
    status: Status
    reasons: tuple[Finding, ...] = ()
    waits: tuple[Wait, ...] = ()
    rests_on: tuple[str, ...] = ()
    period: str = ""
