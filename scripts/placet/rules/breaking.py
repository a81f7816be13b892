"""Breakings: a record that meets a rule, changed in the smallest way so that the rule should speak.

They are made on facts, not on files: nobody signs a mutant, its acts are taken to stand as they are given here. What
is broken may be the record itself or one that the rule looks at; the rest of the cabinet stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from placet.directory import references
from placet.model import Record, Status, Verdict
from placet.rules.context import Archive, Facts
from placet.rules.ledger import Group, Ledger
from placet.rules.wording import phrase


@dataclass(frozen=True, slots=True)
class Breaking:
    """How it is broken (a phrase `break-<how>`), of `what`, and the `facts` of the records as they then are.

    `breached` are the paths of records that then breach a rule of their own. The first of `facts` is the one broken.
    """

    how: str
    what: str
    facts: tuple[Facts, ...] = ()
    breached: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        """What was done, in words."""
        return phrase(f"break-{self.how}", what=self.what)


class Broken:
    """An archive in which some records are as a breaking leaves them; all others are as they were."""

    def __init__(self, archive: Archive, breaking: Breaking) -> None:
        self._archive, self._breached = archive, breaking.breached
        self._facts = {one.record.path: one for one in breaking.facts}

    def record(self, ref: str) -> Record | None:
        """The record of this ref or permanent id."""
        changed = (one.record for one in self._facts.values() if ref in (one.record.ref, one.record.id))
        return next(changed, None) or self._archive.record(ref)

    def referring(self, record: Record, kind: str) -> Sequence[Record]:
        """The records of a kind that name this one in any field, in the order of their paths."""
        found = [one for one in self._archive.referring(record, kind) if one.path not in self._facts]
        changed = (one for one in self._facts.values() if one.record.kind == kind)
        found += [one.record for one in changed if self._names(one, record)]
        return sorted(found, key=lambda one: one.path)

    def _names(self, facts: Facts, record: Record) -> bool:
        named = (self.record(ref) for ref in references(facts.record, facts.kind))
        return any(one is not None and one.path == record.path for one in named)

    def of_kind(self, unit: str, kind: str) -> Sequence[Record]:
        """All of a unit's records of a kind, as they were."""
        return self._archive.of_kind(unit, kind)

    def facts(self, record: Record) -> Facts:
        """A record's facts."""
        return self._facts.get(record.path) or self._archive.facts(record)

    def group(self, ledger: Ledger, key: str) -> Group:
        """The lines of all filed records that a ledger counts under a key."""
        changed = {one.record.ref for one in self._facts.values()}
        lines = [line for line in self._archive.group(ledger, key).lines if line.ref not in changed]
        entries = [ledger.entry(one) for one in self._facts.values() if ledger.counts(one.record)]
        return Group([*lines, *(entry[1] for entry in entries if entry is not None and entry[0] == key)])

    def verdicts(self, record: Record) -> Sequence[Verdict]:
        """How the rules judged a record before; breached where that is what was broken."""
        if record.path in self._breached:
            return (Verdict("-", "", 0, record.path, Status.BREACHED),)
        before = self._archive.record(record.ref)
        return self._archive.verdicts(before) if before is not None else ()
