"""Worked examples: each is judged in invented circumstances, and must come out as the regulation's author says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta, timezone
from typing import Any

from placet import messages
from placet.directory import references
from placet.model import Cabinet, Example, Finding, Record, Register, Status, Unit, Verdict
from placet.rules.circumstances import THIS, Setting, Unusable, only, peopled, record_of
from placet.rules.compile import Compiled
from placet.rules.context import NUMBER, Context, Facts
from placet.rules.demands.acts import Acts
from placet.rules.demands.cadence import Cadence
from placet.rules.enacted import names_in, standings_of
from placet.rules.judging import judge_period, judge_record
from placet.rules.ledger import EMPTY, Group, Ledger, gathered
from placet.rules.wording import phrase
from placet.workdays import CalendarMissing

_END = time(23, 59, 59)
_WITH_KEYS = ("kind", "ref", "given", "acts", "met", "draft")


class ExampleArchive:
    """The few records of an example. They are taken as met unless it says otherwise."""

    def __init__(self, facts: Sequence[Facts], breached: frozenset[str]) -> None:
        self._facts = {one.record.path: one for one in facts}
        self._breached = breached
        self._by_ref = {ref: one.record for one in facts for ref in (one.record.ref, one.record.id)}

    def record(self, ref: str) -> Record | None:
        """The record of this ref, or of the name the example gives it."""
        return self._by_ref.get(ref)

    def referring(self, record: Record, kind: str) -> Sequence[Record]:
        """The example's records of a kind that name this one."""
        return [
            one.record
            for one in self._facts.values()
            if one.record.kind == kind
            and any(self._by_ref.get(ref) is record for ref in references(one.record, one.kind))
        ]

    def of_kind(self, unit: str, kind: str) -> Sequence[Record]:
        """The example's records of a kind."""
        return [one.record for one in self._facts.values() if (one.record.unit, one.record.kind) == (unit, kind)]

    def facts(self, record: Record) -> Facts:
        """A record's facts."""
        return self._facts[record.path]

    def group(self, ledger: Ledger, key: str) -> Group:
        """The lines of the example's filed records that a ledger counts under a key."""
        entries = (ledger.entry(one) for one in self._facts.values() if ledger.counts(one.record))
        return gathered(entry for entry in entries if entry is not None).get(key, EMPTY)

    def verdicts(self, record: Record) -> Sequence[Verdict]:
        """One breach where the example says so, otherwise nothing."""
        if record.id not in self._breached:
            return ()
        return (Verdict("-", "", 0, record.path, Status.BREACHED),)


def faults(rules: Sequence[Compiled], cabinet: Cabinet, zone: timezone) -> Iterator[Finding]:
    """The examples of one rule that come out otherwise (RUL020), or cannot be taken (RUL028, RUL029).

    `rules` are the rule as compiled for each of its kinds; an example is judged as the first kind it fits.
    """
    for number, example in enumerate(rules[0].rule.examples, 1):
        words = {"rule": rules[0].rule.id, "number": str(number)}
        problems = []
        for rule in rules:
            try:
                verdict = judged(rule, example, cabinet, zone)
            except Unusable as fault:
                problems.append(Finding("RUL028", example.place, {**words, "text": str(fault)}))
                continue
            except CalendarMissing as missing:
                problems = [Finding("RUL029", example.place, {**words, "year": str(missing.year)})]
                break
            problems = [*_mismatch(verdict, example, words)]
            break
        yield from problems[:1]


def _mismatch(verdict: Verdict, example: Example, words: Mapping[str, str]) -> Iterator[Finding]:
    if verdict.status.value == example.expect:
        return
    reasons = phrase("semicolon").join(messages.text(reason, "zh") for reason in verdict.reasons)
    args = {**words, "expected": example.expect, "actual": verdict.status.value, "reasons": reasons or "-"}
    yield Finding("RUL020", example.place, args)


def judged(rule: Compiled, example: Example, cabinet: Cabinet, zone: timezone) -> Verdict:
    """The verdict of a rule on an example. Raises Unusable and CalendarMissing."""
    unit = _unit(rule.unit, example)
    start = _start(example, rule)
    setting = Setting(unit, start, zone, _by(rule))
    parameters = {**unit.parameters, **example.parameters}
    unknown = [name for name in example.parameters if name not in unit.parameters]
    if unknown:
        raise Unusable(f"param.{unknown[0]} ({', '.join(unit.parameters)})")
    others = [_other(raw, index, cabinet, setting, parameters) for index, raw in enumerate(example.others, 1)]
    if rule.cadence is not None:
        return _rhythm(rule, rule.cadence, example, others, cabinet, setting)
    filed = NUMBER in [_name(act) for act in example.acts]
    register = _register(cabinet, unit, rule.kind.id)
    record = record_of(THIS, example.given, rule.kind, register, setting, 1 if filed else None)
    own = Facts(record, rule.kind, unit, (), _moment(start, zone), zone, parameters)
    day = own.day
    if day is not None and not any(_on(act) for act in example.acts):
        setting = replace(setting, day=day)
    own.standings = standings_of(example.acts, own, setting)
    last = own.standings[-1].act.at.astimezone(zone).date() if own.standings else day or start
    everyone = [own, *(one for one, _ in others)]
    for one in everyone:
        one.as_of = _as_of(example.as_of, max(last, day or last), zone)
    archive = ExampleArchive(everyone, frozenset(one.record.id for one, met in others if not met))
    return judge_record(rule, own, archive, cabinet.kinds, cabinet.calendars)


def _as_of(said: date | None, default: date, zone: timezone) -> datetime:
    if isinstance(said, datetime):
        return said if said.tzinfo else said.replace(tzinfo=zone)
    return _moment(said or default, zone)


def _moment(day: date, zone: timezone) -> datetime:
    return datetime.combine(day, _END, tzinfo=zone)


def _unit(unit: Unit, example: Example) -> Unit:
    names = [*names_in(example.given, example.acts)]
    for raw in example.others:
        given, acts = raw.get("given", {}), raw.get("acts", ())
        names += names_in(given if isinstance(given, Mapping) else {}, acts if isinstance(acts, list | tuple) else ())
    return peopled(unit, names)


def _by(rule: Compiled) -> Mapping[str, Any]:
    """Who does an act when the example does not say: the first the rule itself demands."""
    return {
        one.act: (one.by, one.each)
        for demand, _ in rule.demands
        if isinstance(demand, Acts)
        for stage in demand.stages
        for one in stage
    }


def _name(act: Any) -> str:
    return str(act.get("act", "") if isinstance(act, Mapping) else act).strip().split(" ")[0]


def _on(act: Any) -> str:
    if isinstance(act, Mapping) and "on" in act:
        return str(act["on"])
    written = str(act.get("act", "") if isinstance(act, Mapping) else act)
    return written.partition(" on ")[2].strip()


def _start(example: Example, rule: Compiled) -> date:
    """The day an example plays on: its own date field, its first dated act, its as-of, or the day of the version."""
    said = [str(example.given.get(rule.kind.date, "")), *(_on(act) for act in example.acts)]
    for text in said:
        try:
            return datetime.fromisoformat(text).date()
        except ValueError:
            continue
    if example.as_of is not None:
        return example.as_of.date() if isinstance(example.as_of, datetime) else example.as_of
    return rule.regulation.in_force


def _register(cabinet: Cabinet, unit: Unit, kind: str) -> str:
    found = (one.name for one in cabinet.registers.values() if (one.unit, one.kind) == (unit.id, kind))
    return next(found, kind)


def _other(
    raw: Mapping[str, Any], index: int, cabinet: Cabinet, setting: Setting, parameters: Mapping[str, Any]
) -> tuple[Facts, bool]:
    """Another record of the example and whether it is to be taken as met. Raises Unusable."""
    only(raw, _WITH_KEYS, "with")
    kind = cabinet.kinds.get(str(raw.get("kind", "")))
    if kind is None:
        raise Unusable(f"with: {raw.get('kind', '')} ({', '.join(cabinet.kinds)})")
    given, acts = raw.get("given", {}), raw.get("acts", ())
    if not isinstance(given, Mapping) or not isinstance(acts, list | tuple):
        raise Unusable(f"with: {given} {acts}")
    ref = str(raw.get("ref", f"other-{index}"))
    number = None if raw.get("draft") is True else index + 1
    register = _register(cabinet, setting.unit, kind.id)
    record = record_of(ref, given, kind, register, setting, number)
    zone = setting.zone
    facts = Facts(record, kind, setting.unit, (), _moment(setting.day, zone), zone, parameters)
    playing = replace(setting, day=facts.day or setting.day, by={})
    facts.standings = standings_of(acts, facts, playing)
    return facts, raw.get("met") is not False


def _rhythm(
    rule: Compiled,
    cadence: Cadence,
    example: Example,
    others: Sequence[tuple[Facts, bool]],
    cabinet: Cabinet,
    setting: Setting,
) -> Verdict:
    """A cadence's verdict on the period the example names."""
    period = cadence.named(example.period)
    if period is None:
        raise Unusable(f"period: {example.period or '-'}")
    as_of = _as_of(example.as_of, period.until + timedelta(days=1), setting.zone)
    for one, _ in others:
        one.as_of = as_of
    archive = ExampleArchive([one for one, _ in others], frozenset())
    counted = [
        (one.day, one.record.ref, cadence.on_account(one))
        for one, _ in others
        if one.record.kind == rule.kind.id
        and one.day is not None
        and not one.record.is_draft
        and cadence.counts(Context(one, archive, cabinet.kinds, cabinet.calendars, "", rule.rule.says), rule.when)
    ]
    register = Register(rule.kind.id, rule.unit.id, rule.kind.id, rule.kind.title, rule.kind.id)
    return judge_period(replace(rule, unit=setting.unit), cadence, register, period, counted, as_of)
