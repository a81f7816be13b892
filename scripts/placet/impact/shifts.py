"""What the proposal would change in judging: the records of the base, judged by the base and as if it already held."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from placet import numbers
from placet.checks.signatures import standings
from placet.impact.amendments import Amendment
from placet.judge import archive_of
from placet.model import Cabinet, Example, Finding, Record, Regulation, Rule, Status, Verdict
from placet.rules.circumstances import Unusable
from placet.rules.compile import Compiled, Rulebook, rulebook
from placet.rules.context import zone_of
from placet.rules.example import judged
from placet.signing.proof import Cache
from placet.workdays import CalendarMissing

_Verdicts = Mapping[tuple[str, str], Verdict]


@dataclass(frozen=True, slots=True)
class Side:
    """How one rule judges a record on one side; no verdict where the rule does not exist there."""

    verdict: Verdict | None
    rule: Rule | None
    title: str
    article: str

    @property
    def weight(self) -> str:
        """The status as far as it matters: what does not apply weighs as much as what is met."""
        status = self.verdict.status if self.verdict else Status.MET
        return "" if status in (Status.MET, Status.NOT_APPLICABLE) else status.value


@dataclass(frozen=True, slots=True)
class Shift:
    """One record that one rule would judge differently. `binding`: it will be, by its own day and the proposal."""

    record: Record
    number: str
    rule: str
    before: Side
    after: Side
    binding: bool


@dataclass(frozen=True, slots=True)
class ExampleShift:
    """A worked example of the base that the proposed rule judges differently; `after` "" means it no longer fits."""

    rule: str
    number: int
    example: Example
    before: str
    after: str
    why: tuple[Finding, ...]


def shifts(base: Cabinet, head: Cabinet, changes: Sequence[Amendment], as_of: datetime) -> tuple[Shift, ...]:
    """The records judged differently, by path; the records are the base's on both sides.

    A record is judged as it is in the base, and as if the proposal had always held. What an earlier amendment would
    already have changed for it is not this proposal's doing and is left out.
    """
    cache: Cache = {}
    latest = {(one.known.unit, one.known.id): one for one in sorted(changes, key=lambda one: one.known.in_force)}
    replaced = frozenset(one.before.path for one in latest.values() if one.before is not None)
    proposed = frozenset(one.after.path for one in latest.values() if one.after is not None and not one.repeals)
    moved = _with_records(head, base)
    supposed = replace(moved, regulations=_always(moved, frozenset(latest), proposed))
    before = replace(base, regulations=_always(base, frozenset(latest), replaced))
    old, actual, new, standing = (_judged(one, as_of, cache) for one in (base, moved, supposed, before))
    found: list[Shift] = []
    for path in sorted(moved.records):
        record = base.records[path]
        for key in dict.fromkeys((*old[path], *new[path])):
            was, would = _side(base, old[path].get(key)), _side(supposed, new[path].get(key))
            if _differ(record, was, would) and _differ(record, _side(before, standing[path].get(key)), would):
                binding = _differ(record, was, _side(moved, actual[path].get(key)))
                found.append(Shift(record, _number(base, record), "/".join(key), was, would, binding))
    return tuple(found)


def _with_records(head: Cabinet, base: Cabinet) -> Cabinet:
    """The head's judges over the base's records, as far as their registers still exist."""
    kept = {
        path: record
        for path, record in base.records.items()
        if record.kind in head.kinds and f"{record.unit}/{record.register}" in head.registers
    }
    return replace(head, records=kept)


def _always(cabinet: Cabinet, amended: frozenset[tuple[str, str]], chosen: frozenset[str]) -> tuple[Regulation, ...]:
    """The regulations as if, of those amended, the chosen versions had always held, and no other version ever."""
    return tuple(
        replace(one, in_force=date.min, until=None, repealed=None) if one.path in chosen else one
        for one in cabinet.regulations
        if (one.unit, one.id) not in amended or one.path in chosen
    )


def _judged(cabinet: Cabinet, as_of: datetime, cache: Cache) -> Mapping[str, _Verdicts]:
    """Path → regulation and rule id → verdict. What cannot be judged for want of a calendar has none."""
    archive = archive_of(cabinet, rulebook(cabinet), as_of, standings(cabinet, None, cache))
    ids = {one.path: one.id for one in cabinet.regulations}
    return {
        path: {(ids[one.regulation], one.rule): one for one in archive.verdicts(record)}
        for path, record in cabinet.records.items()
    }


def _side(cabinet: Cabinet, verdict: Verdict | None) -> Side:
    regulation = next((one for one in cabinet.regulations if verdict and one.path == verdict.regulation), None)
    if verdict is None or regulation is None:
        return Side(None, None, "", "")
    labels = (one.label.split()[0] for one in regulation.articles if one.number == verdict.article)
    rule = next(one for one in regulation.rules if one.id == verdict.rule)
    return Side(verdict, rule, regulation.title, next(labels, str(verdict.article)))


def _differ(record: Record, one: Side, other: Side) -> bool:
    if one.weight != other.weight:
        return True
    return record.is_draft and _awaited(one) != _awaited(other)


def _awaited(side: Side) -> frozenset[object]:
    return frozenset(side.verdict.waits) if side.verdict and side.weight else frozenset()


def _number(cabinet: Cabinet, record: Record) -> str:
    register = cabinet.registers[f"{record.unit}/{record.register}"]
    filed = record.year is not None and record.number is not None
    return numbers.name(register, record.year or 0, record.number or 0) if filed else ""


def example_shifts(
    base: Cabinet, head: Cabinet, changes: Sequence[Amendment], books: tuple[Rulebook, Rulebook]
) -> tuple[ExampleShift, ...]:
    """The base's examples under the proposed rule of the same name, in the order of the rules."""
    follows = {one.before.path: one.after.path for one in changes if one.before and one.after}
    replaced = set(follows)
    new = books[1].by_rule()
    found: list[ExampleShift] = []
    for (path, unit, name), rules in books[0].by_rule().items():
        counterpart = new.get((follows.get(path, path), unit, name))
        if counterpart is None or (path not in replaced and _superseded(base, rules[0].regulation)):
            continue
        found += _of_rule(rules, counterpart, base, head)
    return tuple(found)


def _superseded(base: Cabinet, version: Regulation) -> bool:
    """Whether a later version stands in its place, so that its examples speak only of days gone by."""
    same = (one for one in base.regulations if (one.unit, one.id) == (version.unit, version.id))
    return any(one.in_force > version.in_force for one in same)


def _of_rule(
    rules: tuple[Compiled, ...], counterpart: tuple[Compiled, ...], base: Cabinet, head: Cabinet
) -> Iterator[ExampleShift]:
    first = rules[0]
    for number, example in enumerate(first.rule.examples, 1):
        before, _ = _tried(rules, example, base)
        after, why = _tried(counterpart, example, head)
        if before != after:
            yield ExampleShift(f"{first.regulation.id}/{first.rule.id}", number, example, before, after, why)


def _tried(rules: Sequence[Compiled], example: Example, cabinet: Cabinet) -> tuple[str, tuple[Finding, ...]]:
    """The status an example comes to under the first of a rule's kinds that it fits; "" when it fits none."""
    for rule in rules:
        try:
            verdict = judged(rule, example, cabinet, zone_of(cabinet.config))
        except (Unusable, CalendarMissing):
            continue
        return verdict.status.value, verdict.reasons
    return "", ()
