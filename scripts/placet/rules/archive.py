"""The archive that rules ask: a whole cabinet, judged as far as it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timezone

from placet.directory import Directory
from placet.model import Cabinet, Record, Skip, Verdict
from placet.rules.compile import Compiled
from placet.rules.context import Cycle, Facts, Span
from placet.rules.judging import judge_record
from placet.rules.ledger import EMPTY, Group, Ledger, Line, gathered
from placet.standing import Standing
from placet.workdays import CalendarMissing


class CabinetArchive:
    """The `Archive` over a cabinet: references both ways through its directory, and verdicts made once each.

    A verdict does not depend on which record is asked about first: of records that wait for each other's verdicts,
    each finds at the next one that it is being judged itself. `span` says how long all the answers given hold.
    """

    def __init__(
        self,
        cabinet: Cabinet,
        directory: Directory,
        rules: Mapping[tuple[str, str], tuple[Compiled, ...]],
        as_of: datetime,
        zone: timezone,
        standings: Callable[[Record], Sequence[Standing]],
    ) -> None:
        self._cabinet, self._directory, self._rules = cabinet, directory, rules
        self._as_of, self._zone, self._standings = as_of, zone, standings
        self.span = Span()
        self._facts: dict[str, Facts] = {}
        self._verdicts: dict[str, tuple[Verdict, ...]] = {}
        self._skips: dict[str, tuple[Skip, ...]] = {}
        self._needs: dict[str, tuple[str, ...]] = {}
        self._judging: dict[str, dict[str, None]] = {}
        self._groups: dict[str, Mapping[str, Group]] = {}

    def record(self, ref: str) -> Record | None:
        """The record of this ref or permanent id; none of a unit that cannot be read."""
        path = self._directory.path(ref)
        return self._cabinet.records[path] if path and path.split("/")[1] in self._cabinet.units else None

    def referring(self, record: Record, kind: str) -> Sequence[Record]:
        """The records of a kind that name this one in any field, in the order of their paths."""
        paths = self._directory.referring(record.path)
        return [self._cabinet.records[path] for path in paths if self._kind(path) == kind]

    def of_kind(self, unit: str, kind: str) -> Sequence[Record]:
        """All of a unit's records of a kind, in the order of their paths."""
        found = (one for _, one in sorted(self._cabinet.records.items()))
        return [one for one in found if (one.unit, one.kind) == (unit, kind)]

    def _kind(self, path: str) -> str:
        """The kind of the register a path lies in, "" where its unit cannot be read."""
        _, unit, register, _ = path.split("/", 3)
        return self._cabinet.registers[f"{unit}/{register}"].kind if unit in self._cabinet.units else ""

    def skips(self, record: Record) -> Sequence[Skip]:
        """What could not be judged of a record, once its verdicts were asked for."""
        return self._skips.get(record.path, ())

    def facts(self, record: Record) -> Facts:
        """A record's facts on the judging day, made once."""
        found = self._facts.get(record.path)
        if found is None:
            found = self._facts[record.path] = self._facts_of(record, self._standings(record))
        return found

    def _facts_of(self, record: Record, standings: Sequence[Standing]) -> Facts:
        unit, kind = self._cabinet.units[record.unit], self._cabinet.kinds[record.kind]
        return Facts(record, kind, unit, standings, self._as_of, self._zone, unit.parameters, span=self.span)

    def group(self, ledger: Ledger, key: str) -> Group:
        """The lines of all filed records that a ledger counts under a key."""
        if ledger.name not in self._groups:
            self._groups[ledger.name] = gathered(self.entries(ledger, self._of_unit(ledger)))
        return self._groups[ledger.name].get(key, EMPTY)

    def entries(self, ledger: Ledger, records: Iterable[Record]) -> Iterator[tuple[str, Line]]:
        """What those of the records that a ledger counts add, each under its key."""
        for record in records:
            if ledger.counts(record):
                needs_acts = ledger.readings[record.kind].needs_acts
                entry = ledger.entry(self.facts(record) if needs_acts else self._facts_of(record, ()))
                if entry is not None:
                    yield entry

    def _of_unit(self, ledger: Ledger) -> Iterable[Record]:
        """The records that a ledger may count, in any order."""
        return self._cabinet.records.values()

    def verdicts(self, record: Record) -> Sequence[Verdict]:
        """How the rules of its own day judge a record.

        Raises Cycle where that would need the verdict of a record that is just being judged, the first it would need.
        """
        path = record.path
        if path not in self._verdicts:
            self._find_out(record)
            return self._verdicts[path]
        needs = self._needs[path]
        for number, needed in enumerate(needs, 1):
            if needed in self._judging:
                self._need((path, *needs[:number]))
                raise Cycle(needed)
        self._need((path, *needs))
        return self._verdicts[path]

    def _find_out(self, record: Record) -> None:
        if record.path in self._judging:
            self._need((record.path,))
            raise Cycle(record.path)
        self._judging[record.path] = {}
        skips: list[Skip] = []
        try:
            done = tuple(self._judge(record, skips))
        finally:
            needs = tuple(self._judging.pop(record.path))
            self._need((record.path, *needs))
        self._verdicts[record.path], self._skips[record.path], self._needs[record.path] = done, tuple(skips), needs

    def _need(self, paths: tuple[str, ...]) -> None:
        """Note that the record being judged needed these, in this order."""
        if self._judging:
            self._judging[next(reversed(self._judging))].update(dict.fromkeys(paths))

    def _judge(self, record: Record, skips: list[Skip]) -> Iterator[Verdict]:
        rules = self._rules.get((record.unit, record.kind), ())
        if record.annulled or not rules:
            return
        facts = self.facts(record)
        day = facts.day or facts.today
        for rule in rules:
            if rule.cadence is not None or not rule.in_force(day):
                continue
            try:
                yield judge_record(rule, facts, self, self._cabinet.kinds, self._cabinet.calendars)
            except CalendarMissing as fault:
                words = {"rule": rule.rule.id, "record": record.path, "year": str(fault.year)}
                skips.append(Skip("VER090", words))
