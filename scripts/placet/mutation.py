"""Whether each rule would speak: a record that meets it is broken in the smallest way, and the rule must notice.

Breakings are derived from what a rule's own demands look at (`breakings` of each demand) and made on facts in memory.
A rule that no record meets, and one that no breaking trips, are findings.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from placet.judge import Outcome, archive_of
from placet.model import Cabinet, Status, Verdict
from placet.rules.archive import CabinetArchive
from placet.rules.breaking import Breaking, Broken
from placet.rules.compile import Compiled, Rulebook
from placet.rules.context import Context, Cycle, Facts, zone_of
from placet.rules.demands.cadence import Cadence, Counted, Words
from placet.rules.judging import counted, judge_record
from placet.rules.scope import Environments
from placet.workdays import CalendarMissing

_SPOKEN = (Status.WAITING, Status.BREACHED)
#: Reasons that say only that nothing can be said: a rule that cannot judge has not noticed anything.
_UNKNOWN = frozenset({"VER031", "VER032"})


@dataclass(frozen=True, slots=True)
class Tripped:
    """What made a rule speak: how which record (or a record's loss from which period) was broken."""

    how: str
    what: str
    said: str
    record: str
    period: str = ""


@dataclass(frozen=True, slots=True)
class Trial:
    """A rule in force in a unit, how many records or periods meet it, and what tripped it, if anything did."""

    unit: str
    regulation: str
    path: str
    rule: str
    article: int
    met: int
    tripped: Tripped | None


def trials(cabinet: Cabinet, outcome: Outcome) -> tuple[Trial, ...]:
    """Every rule in force on the judging day, tried on the records that meet it until one breaking trips it."""
    today = outcome.as_of.astimezone(zone_of(cabinet.config)).date()
    book = Rulebook(outcome.rules, (), Environments(cabinet.kinds, cabinet.calendars))
    archive = archive_of(cabinet, book, outcome.as_of, outcome.standings)
    bench = _Bench(cabinet, outcome, archive)
    rules = [found for found in book.by_rule().values() if found[0].in_force(today)]
    found = [bench.trial(one) for one in rules]
    return tuple(sorted(found, key=lambda one: (one.unit, one.path, one.article, one.rule)))


class _Bench:
    def __init__(self, cabinet: Cabinet, outcome: Outcome, archive: CabinetArchive) -> None:
        self.cabinet, self.outcome, self.archive = cabinet, outcome, archive
        self.met: dict[tuple[str, str, str], list[Verdict]] = {}
        self.versions: dict[tuple[object, ...], list[Compiled]] = {}
        for rule in outcome.rules:
            self.versions.setdefault(_identity(rule), []).append(rule)
        for verdict in outcome.verdicts:
            if verdict.status is Status.MET:
                unit = verdict.subject.split("/")[1]
                self.met.setdefault((verdict.regulation, unit, verdict.rule), []).append(verdict)

    def trial(self, rules: Sequence[Compiled]) -> Trial:
        first, rules = rules[0], self._versions(rules[0])
        paths = dict.fromkeys(one.regulation.path for one in rules)
        met = [one for path in paths for one in self.met.get((path, first.unit.id, first.rule.id), [])]
        tripped = next((found for verdict in met if (found := self._tripped(rules, verdict))), None)
        return Trial(
            first.unit.id,
            first.regulation.id,
            first.regulation.path,
            first.rule.id,
            first.rule.article,
            len(met),
            tripped,
        )

    def _versions(self, rule: Compiled) -> list[Compiled]:
        """The rule as it stands, word for word the same, in this and other versions of its regulation."""
        return self.versions[_identity(rule)]

    def _tripped(self, rules: Sequence[Compiled], verdict: Verdict) -> Tripped | None:
        if verdict.period:
            judging = [one for one in rules if one.regulation.path == verdict.regulation]
            return next((found for rule in judging if (found := self._period(rule, verdict))), None)
        record = self.cabinet.records[verdict.subject]
        named = (verdict.regulation, record.kind)
        rule = next(one for one in rules if (one.regulation.path, one.kind.id) == named)
        facts = self.archive.facts(record)
        for breaking in self._breakings(rule, facts):
            if self._speaks(rule, facts, breaking):
                broken = breaking.facts[0].record.ref
                return Tripped(breaking.how, breaking.what, breaking.said, broken)
        return None

    def _breakings(self, rule: Compiled, facts: Facts) -> Iterator[Breaking]:
        kinds, calendars = self.cabinet.kinds, self.cabinet.calendars
        for demand, before in rule.demands:
            yield from demand.breakings(Context(facts, self.archive, kinds, calendars, before, rule.rule.says))

    def _speaks(self, rule: Compiled, facts: Facts, breaking: Breaking) -> bool:
        """Whether the rule no longer takes the record as met once it is broken."""
        archive = Broken(self.archive, breaking)
        changed = archive.facts(facts.record)
        try:
            verdict = judge_record(rule, changed, archive, self.cabinet.kinds, self.cabinet.calendars)
        except (CalendarMissing, Cycle):
            return False
        return verdict.status in _SPOKEN and any(reason.code not in _UNKNOWN for reason in verdict.reasons)

    def _period(self, rule: Compiled, verdict: Verdict) -> Tripped | None:
        """What the loss of records does to a register's period."""
        cadence, register = rule.cadence, self.cabinet.registers[verdict.subject.removeprefix("records/")]
        period = cadence.named(verdict.period) if cadence is not None else None
        if cadence is None or period is None:
            return None
        words = Words(register.title, register.place, rule.rule.says, rule.unit)
        local = self.outcome.as_of.astimezone(zone_of(self.cabinet.config))
        lost = cadence.fewer(period, self._counted(rule, cadence), local, words)
        breaking = Breaking("lose", rule.kind.title)
        return Tripped(breaking.how, breaking.what, breaking.said, lost, period.name) if lost else None

    def _counted(self, rule: Compiled, cadence: Cadence) -> list[Counted]:
        records = self.archive.of_kind(rule.unit.id, rule.kind.id)
        return counted(rule, records, self.archive, self.cabinet.kinds, self.cabinet.calendars)


def _identity(rule: Compiled) -> tuple[object, ...]:
    """What makes a rule the same from one version of its regulation to the next."""
    own = rule.rule
    return rule.unit.id, rule.regulation.id, own.id, own.on, own.when, repr(own.demands), own.before
