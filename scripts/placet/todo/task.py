"""A task: one thing to be done, by whom, since when, until when, and which articles ask for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from placet.model import Finding, Regulation, Rule, Unit


@dataclass(frozen=True, slots=True)
class Basis:
    """The article that asks for it."""

    regulation: Regulation
    rule: Rule
    article: str


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to be done. `act` is the act's id, "" for anything else; `period` is set for a register's rhythm.

    `posts` and `persons` are those awaited, any of whom may do it; `since` is the record's last act, or its own day.
    `bases` are the articles that ask for it, none when only the number is missing; `earlier` are the acts awaited on
    the same record that usually come before.
    """

    unit: Unit
    subject: str
    ref: str
    number: str
    title: str
    what: str
    act: str
    posts: tuple[str, ...]
    persons: tuple[str, ...]
    since: datetime | None
    until: datetime | None
    overdue: bool
    bases: tuple[Basis, ...]
    reasons: tuple[Finding, ...]
    command: tuple[str, ...]
    period: str = ""
    earlier: tuple[str, ...] = ()

    @property
    def urgency(self) -> tuple[bool, bool, bool, str, str, str]:
        """The order of urgency: late first, then what can be done now, the nearest limit, what waits longest."""
        until = self.until.isoformat() if self.until else ""
        since = self.since.isoformat() if self.since else ""
        return (not self.overdue, bool(self.earlier), self.until is None, until, since, self.subject)
