"""One rule on one record, or on one register and period: from a compiled rule to a verdict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from placet.model import Calendar, Finding, Kind, Record, Register, Status, Verdict
from placet.rules.compile import Compiled, last_day
from placet.rules.context import Archive, Context, Facts, Partial, combined
from placet.rules.demands.assertion import passes, status_of
from placet.rules.demands.cadence import Cadence, Counted, Words
from placet.rules.periods import Period


def judge_record(
    rule: Compiled, facts: Facts, archive: Archive, kinds: Mapping[str, Kind], calendars: Mapping[int, Calendar]
) -> Verdict:
    """The verdict of a rule on a record. Raises CalendarMissing when working days cannot be counted."""
    context = Context(facts, archive, kinds, calendars, rule.rule.before, rule.rule.says)
    applies = passes(rule.when, context)
    if applies is not True:
        reasons = (applies,) if isinstance(applies, Finding) else ()
        return _verdict(rule, facts.record.path, Partial(status_of(applies, context), reasons))
    parts = [
        demand.judge(context if before == context.before else _before(context, before))
        for demand, before in rule.demands
    ]
    return _verdict(rule, facts.record.path, combined(parts))


def _before(context: Context, act: str) -> Context:
    """The same judging, of a demand that is to be met before another act."""
    return Context(context.facts, context.archive, context.kinds, context.calendars, act, context.says)


def counted(
    rule: Compiled,
    records: Iterable[Record],
    archive: Archive,
    kinds: Mapping[str, Kind],
    calendars: Mapping[int, Calendar],
) -> list[Counted]:
    """Those of the records that count for a cadence. Raises CalendarMissing when that cannot be said of one."""
    found: list[Counted] = []
    cadence = rule.cadence
    for record in records:
        wanted = (record.unit, record.kind) == (rule.unit.id, rule.kind.id)
        if cadence is None or not wanted or record.is_draft or record.annulled:
            continue
        facts = archive.facts(record)
        context = Context(facts, archive, kinds, calendars, "", rule.rule.says)
        if facts.day is not None and cadence.counts(context, rule.when):
            found.append((facts.day, record.ref, cadence.on_account(facts)))
    return found


def judge_register(
    rule: Compiled, registers: Sequence[Register], counted: Sequence[Counted], since: date, as_of: datetime
) -> list[Verdict]:
    """A cadence's verdicts, one for each period since the rule and the cabinet's own history began.

    Registers of one kind are counted together (minutes of several bodies); the verdict's subject is the first that
    holds a record that counts, or the first of all.
    """
    cadence = rule.cadence
    if cadence is None or not registers:
        return []
    held = (one for one in registers if any(ref.startswith(f"{one.path}/") for _, ref, _ in counted))
    register = next(held, registers[0])
    last = last_day(rule.regulation)
    verdicts = []
    for period in cadence.periods(max(rule.regulation.in_force, since), as_of.date()):
        if last is not None and period.since > last:
            break
        verdicts.append(judge_period(rule, cadence, register, period, counted, as_of))
    return verdicts


def judge_period(
    rule: Compiled,
    cadence: Cadence,
    register: Register,
    period: Period,
    counted: Sequence[Counted],
    as_of: datetime,
) -> Verdict:
    """A cadence's verdict on one period, given the records that count and their days."""
    words = Words(register.title, register.place, rule.rule.says, rule.unit)
    part = cadence.judge_period(period, counted, as_of, words)
    return _verdict(rule, f"records/{register.path}", part, period.name)


def _verdict(rule: Compiled, subject: str, part: Partial, period: str = "") -> Verdict:
    waits = part.waits if part.status is Status.WAITING else ()
    reasons = part.reasons if part.status in (Status.WAITING, Status.BREACHED) else ()
    return Verdict(
        rule=rule.rule.id,
        regulation=rule.regulation.path,
        article=rule.rule.article,
        subject=subject,
        status=part.status,
        reasons=reasons,
        waits=waits,
        rests_on=part.rests_on,
        period=period,
    )
