"""Rhythms that a merge breaks: a filed record that counted for a register's cadence and counts no longer.

A record that comes in can only add to what is counted. One that is filed can cease to count when a line is appended to
its slip, an objection say. Only then is its register read, on both sides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from placet.gate.documents import breach
from placet.gate.records import Touched
from placet.gate.side import Side
from placet.model import Finding, Record, Status, Verdict
from placet.rules.compile import Compiled
from placet.rules.context import zone_of
from placet.rules.demands.cadence import Counted
from placet.rules.judging import counted, judge_register
from placet.workdays import CalendarMissing


def broken(base: Side, merged: Side, touched: Sequence[Touched]) -> Iterator[Finding]:
    """GAT020 for each period of a register that has enough records on the base and too few after the merge."""
    for rule in _lessened(base, merged, touched):
        before = {_named(one) for one in _verdicts(base, rule) if one.status is Status.BREACHED}
        for verdict in _verdicts(merged, rule):
            if verdict.status is Status.BREACHED and _named(verdict) not in before:
                register = merged.judges.registers[verdict.subject.removeprefix("records/")]
                yield from breach(merged.judges, register.title, verdict)


def _lessened(base: Side, merged: Side, touched: Sequence[Touched]) -> list[Compiled]:
    """The rules for which some filed record counted before and does not after."""
    found: dict[int, Compiled] = {}
    for one in touched:
        was = base.shelf.get(one.path) if one.is_filed else None
        now = merged.shelf.get(one.path) if one.is_filed else None
        if was is None:
            continue
        for rule in base.rules.get((was.unit, was.kind)):
            if rule.cadence is not None and _counted(base, rule, was) and not _counted(merged, rule, now):
                found[id(rule)] = rule
    return list(found.values())


def _counted(side: Side, rule: Compiled, *records: Record | None) -> list[Counted]:
    """Those of the records that count; none where the calendar is missing to say so (`placet check` tells)."""
    known = [record for record in records if record is not None]
    try:
        return [*counted(rule, known, side.archive, side.judges.kinds, side.judges.calendars)]
    except CalendarMissing:
        return []


def _verdicts(side: Side, rule: Compiled) -> list[Verdict]:
    judges = side.judges
    wanted = (rule.unit.id, rule.kind.id)
    registers = [one for one in judges.registers.values() if (one.unit, one.kind) == wanted]
    try:
        found = counted(rule, side.archive.of_kind(*wanted), side.archive, judges.kinds, judges.calendars)
    except CalendarMissing:
        return []
    local = side.as_of.astimezone(zone_of(judges.config))
    return judge_register(rule, registers, found, judges.config.since, local)


def _named(verdict: Verdict) -> tuple[str, str, str]:
    """A cadence's verdict apart from the register that it is told of, which may be another one with fewer records."""
    return verdict.regulation, verdict.rule, verdict.period
