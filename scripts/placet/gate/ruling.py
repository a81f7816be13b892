"""What the gate says: whether a merge may land, what stands in the way, and how every document in it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from placet.model import Cabinet, Finding, Record, Verdict
from placet.standing import Standing


class Outcome(StrEnum):
    """Mergeable, not yet (something is still to be done), or refused (a breach, or tampering)."""

    MERGEABLE = "mergeable"
    WAITING = "waiting"
    REFUSED = "refused"

    @property
    def status(self) -> int:
        """The exit status by which a machine tells them apart."""
        return {Outcome.MERGEABLE: 0, Outcome.WAITING: 1, Outcome.REFUSED: 4}[self]


@dataclass(frozen=True, slots=True)
class Change:
    """One path that the merge changes. An empty blob id and mode mean that there is no such file on that side."""

    path: str
    was: str
    now: str
    was_mode: str
    now_mode: str
    kind: str

    @property
    def added(self) -> bool:
        """Whether the base has no such path."""
        return not self.was

    @property
    def deleted(self) -> bool:
        """Whether the merge has no such path."""
        return not self.now


@dataclass(frozen=True, slots=True)
class Explained(Finding):
    """A finding that rests on others: the reasons of a verdict."""

    reasons: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A document that the merge adds, changes or removes.

    `record` is as it would stand and `was` as it stands on the base, None where there is none. `fresh` are the lines of
    its slip that come in; `since` has, for each line signed on another text, that text (None when it cannot be found).
    `blocking` are the rules still waiting that must be met before the document is numbered.
    """

    path: str
    name: str
    record: Record | None
    was: Record | None
    verdicts: tuple[Verdict, ...] = ()
    standings: tuple[Standing, ...] = ()
    fresh: frozenset[int] = frozenset()
    since: Mapping[int, str | None] = field(default_factory=dict)
    blocking: frozenset[tuple[str, str]] = frozenset()
    text: str = ""

    @property
    def title(self) -> str:
        """What it is called, or its path when it cannot be read."""
        found = self.record or self.was
        return found.title if found else self.path


@dataclass(frozen=True, slots=True)
class Ruling:
    """The gate's answer, with everything a sheet shows.

    `digest` is that of the change when judges change; `read` counts what was read to judge it. `cabinet` has the base's
    judges and the records that were read.
    """

    outcome: Outcome
    base: str
    head: str
    as_of: datetime
    refusals: tuple[Finding, ...] = ()
    waits: tuple[Finding, ...] = ()
    notes: tuple[Finding, ...] = ()
    documents: tuple[Document, ...] = ()
    changes: tuple[Change, ...] = ()
    digest: str = ""
    cabinet: Cabinet | None = None
    read: Mapping[str, int] = field(default_factory=dict)
