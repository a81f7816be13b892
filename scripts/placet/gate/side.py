"""One side of a merge as far as it matters: the base, or the merged tree. Both are judged by the base's rules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import datetime

from placet.checks import attachments, numbering, people, references
from placet.directory import Directory
from placet.directory import references as named_in
from placet.gate.hybrid import PartialTree
from placet.gate.lazy import Lazy, LazyRules, Shelf
from placet.gate.others import linked, totalled
from placet.model import Cabinet, Finding, Record, Verdict
from placet.numbers import Finder, series
from placet.rules.demands.decision import Decision
from placet.standing import Standing, standing

_STEM = re.compile(r"(records/[^/]+/[^/]+/(?:[0-9]{4}|drafts)/[^/]+?)(?:(?:\.md|\.jsonl)?|/.*)", re.DOTALL)


def stem(path: str) -> str:
    """What a record's document, slip and attachments have in common: "records/bureau/outgoing/2024/0014"."""
    found = _STEM.fullmatch(path)
    return found[1] if found else path


@dataclass(frozen=True, slots=True)
class Landing:
    """When a line enters the main branch: now, unless the base has it already (None: taken at its own date)."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Landings:
    """The `History` of a merge that has not happened yet."""

    known: frozenset[bytes]
    as_of: datetime

    def entered(self, slip: str, line: bytes) -> Landing | None:
        """The judging moment for a line that comes in with this merge."""
        return None if line in self.known else Landing(self.as_of)


@dataclass
class Side:
    """A shelf with the rules that judge it. `known` are the lines of slips that the base has."""

    shelf: Shelf
    rules: LazyRules
    as_of: datetime
    known: frozenset[bytes] = frozenset()
    cache: dict[str, tuple[str, str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Makes the archive over the shelf."""
        self._standings: dict[str, tuple[Standing, ...]] = {}
        self.archive = Lazy(self.shelf, self.rules, self.as_of, self.standings)

    @property
    def judges(self) -> Cabinet:
        """What judges: the base's."""
        return self.shelf.judges

    def standings(self, record: Record) -> tuple[Standing, ...]:
        """How a record's acts stand."""
        if record.path not in self._standings:
            unit, kind, config = self.judges.units[record.unit], self.judges.kinds[record.kind], self.judges.config
            history = None if config.as_of else Landings(self.known, self.as_of)
            found = standing(record, unit, kind, history, since=config.since, cache=self.cache)
            self._standings[record.path] = found
        return self._standings[record.path]

    def verdicts(self, record: Record) -> tuple[Verdict, ...]:
        """How the rules judge a record."""
        return tuple(self.archive.verdicts(record))

    def near(self, record: Record) -> Iterator[Record]:
        """The records that this one names in its fields or cites by number."""
        for ref in named_in(record, self.judges.kinds[record.kind]):
            found = self.shelf.find(ref)
            if found is not None:
                yield found
        for cited in self._finder().find("\n".join((record.title, *_texts(record), record.body))):
            found = self.shelf.get(cited.number.path) if cited.number and self._has(cited.number.path) else None
            if found is not None:
                yield found

    def touched(self, record: Record, *, renamed: bool) -> Iterator[Record]:
        """Other records whose verdicts may turn on this one; `renamed`: whose references may as well."""
        for kind in self.judges.kinds:
            if renamed or any(self._asks((unit, kind), record) for unit in self.judges.units):
                yield from self.shelf.naming(record, kind)
        for one in self.near(record):
            if self._asks((one.unit, one.kind), record):
                yield one
        for kind in self.judges.kinds:
            yield from totalled(self.rules.get((record.unit, kind)), record, self.archive)

    def findings(self, subjects: AbstractSet[str], changed: Iterable[str]) -> tuple[Finding, ...]:
        """What the checks find, having read the subjects (documents), what they name, and these changed paths."""
        records = [record for path in sorted(subjects) if (record := self.shelf.get(path)) is not None]
        for record in records:
            list(self.near(record))
        years = self._years(subjects)
        loaded = self.shelf.cabinet({**years, **self._read()})
        cabinet = replace(loaded, records={record.path: record for record in records}, regulations=())
        standings = {record.path: self.standings(record) for record in records}
        beside = {path for one in {*map(stem, changed), *map(stem, subjects)} for path in self._of_stem(one)}
        tree = PartialTree(self.shelf.tree, beside)
        found = [finding for path in subjects for finding in self.shelf.findings.get(path, ())]
        found += self.shelf.tree.findings
        found += [finding for acts in standings.values() for one in acts for finding in one.findings]
        found += [*numbering.of_records(cabinet), *people.of_records(cabinet)]
        numbered = replace(cabinet, files=years)
        found += numbering.of_registers(numbered)
        found += references.check(cabinet, Directory.of(loaded))
        found += attachments.check(cabinet, tree)
        return tuple(sorted(found, key=lambda one: one.sort_key))

    def _asks(self, key: tuple[str, str], other: Record) -> bool:
        """Whether some rule on records of a unit and kind looks at records like `other` that are linked to them."""
        meets = self.judges.kinds[other.kind].meeting is not None
        demands = [demand for rule in self.rules.get(key) for demand, _ in rule.demands]
        return any(other.kind in linked(demand) or (isinstance(demand, Decision) and meets) for demand in demands)

    def _of_stem(self, one: str) -> Iterator[str]:
        exact = (one, f"{one}.md", f"{one}.jsonl")
        yield from (path for path in exact if self._has(path))
        yield from self.shelf.below(f"{one}/")

    def _has(self, path: str) -> bool:
        return path in self.shelf.tree.paths()

    def _years(self, subjects: AbstractSet[str]) -> dict[str, str]:
        """The documents of the subjects' registers in their years, whole: numbers are checked against these."""
        known = self.shelf.tree.paths()
        years = {path.rpartition("/")[0] for path in subjects if "/drafts/" not in path}
        return {path: known[path] for year in years for path in self.shelf.below(f"{year}/") if path.endswith(".md")}

    def _read(self) -> dict[str, str]:
        """The documents read so far, also those that could not be."""
        known = self.shelf.tree.paths()
        return {path: known[path] for path in self.shelf.findings if path in known}

    def _finder(self) -> Finder:
        agencies = tuple(unit.agency for unit in self.judges.units.values())
        return Finder(series(self.judges.registers.values()), agencies)


def _texts(record: Record) -> Iterator[str]:
    yield from (value for value in record.fields.values() if isinstance(value, str))
