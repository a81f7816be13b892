"""Ledgers: what each record adds to a total, gathered by what the records have in common.

A record is looked at once for all the records whose totals it enters, so the work grows with the records, not with
their pairs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

import msgspec

from placet.model import Record
from placet.rules.cel import Expression, Unjudgeable
from placet.rules.context import Facts
from placet.rules.literals import SCALE
from placet.rules.periods import around
from placet.rules.variables import ACTS
from placet.rules.wording import phrase


class Line(msgspec.Struct, frozen=True, array_like=True, order=True, gc=False):
    """What one record adds: ten-thousandths, or what it `lacks` to say so, or the `year` without a calendar."""

    ref: str
    amount: int
    lacks: str = ""
    year: int = 0


class Group:
    """The lines that have a key in common, in the order of their refs."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self.lines = tuple(sorted(lines))

    @cached_property
    def total(self) -> int:
        """What all of them come to."""
        return sum(line.amount for line in self.lines)

    @cached_property
    def doubtful(self) -> tuple[Line, ...]:
        """Those of which it cannot be said what they add."""
        return tuple(line for line in self.lines if line.lacks or line.year)

    @cached_property
    def digest(self) -> str:
        """A digest that differs where any line does."""
        return sha256(msgspec.msgpack.encode(self.lines)).hexdigest()


EMPTY = Group(())


@dataclass(frozen=True, slots=True)
class Reading:
    """How the records of one kind are read: which of them count, by what they are gathered, how much each adds.

    `rest` is what only both records together can say.
    """

    own: tuple[Expression, ...] = ()
    keys: tuple[Expression, ...] = ()
    rest: tuple[Expression, ...] = ()
    of: Expression | None = None

    @property
    def needs_acts(self) -> bool:
        """Whether the acts of a record must be known to read it."""
        used = [*self.own, *self.keys, *([self.of] if self.of is not None else [])]
        return any(one.name.startswith(ACTS) for expression in used for one in expression.reads)


@dataclass(frozen=True, eq=False)
class Ledger:
    """What is counted, by kind, and by what it is gathered: `keys` say it of the record that is judged.

    `every` is the period in which records count together, "" for all time. Its `name` is its own in a rulebook.
    """

    name: str
    unit: str
    readings: Mapping[str, Reading]
    keys: tuple[Expression, ...] = ()
    every: str = ""

    def counts(self, record: Record) -> bool:
        """Whether a record may be counted at all: filed, not annulled, of the unit and one of the kinds."""
        return record.unit == self.unit and record.kind in self.readings and not record.is_draft and not record.annulled

    def entry(self, facts: Facts) -> tuple[str, Line] | None:
        """Under which key a record counts and what it adds, or None where it does not count."""
        reading, ref = self.readings[facts.record.kind], facts.record.ref
        try:
            key = self._key(reading.keys, facts)
        except Unjudgeable:
            # What has no value equals nothing.
            return None
        if key is None:
            return None
        try:
            counts = all(one.holds(facts) for one in reading.own)
        except Unjudgeable as fault:
            return key, doubt(ref, fault)
        return (key, line_of(reading.of, facts)) if counts else None

    def key(self, facts: Facts) -> str | None:
        """The key of the records that the judged one's total is made of. Raises Unjudgeable.

        None where it has no day of its own to say in which period it lies.
        """
        return self._key(self.keys, facts)

    def _key(self, keys: tuple[Expression, ...], facts: Facts) -> str | None:
        values: list[object] = [one.evaluate(facts) for one in keys]
        if self.every:
            if facts.day is None:
                return None
            values.append(around(self.every, facts.day).name)
        return msgspec.json.encode(values).decode()


def line_of(of: Expression | None, facts: Facts) -> Line:
    """What a record adds: one where records are counted."""
    if of is None:
        return Line(facts.record.ref, SCALE)
    try:
        found = of.evaluate(facts)
    except Unjudgeable as fault:
        return doubt(facts.record.ref, fault)
    assert isinstance(found, int)
    return Line(facts.record.ref, found)


def doubt(ref: str, fault: Unjudgeable) -> Line:
    """The line of a record of which it cannot be said whether it counts, or what it adds."""
    return Line(ref, 0, phrase("and").join(fault.absent) or fault.text, fault.years[0] if fault.years else 0)


def gathered(entries: Iterable[tuple[str, Line]]) -> dict[str, Group]:
    """The groups by key."""
    found: dict[str, list[Line]] = {}
    for key, line in entries:
        found.setdefault(key, []).append(line)
    return {key: Group(lines) for key, lines in found.items()}
