"""Records read when they are first asked for, and an archive over them that rules may ask.

What is read: the documents that changed, those they name or that name them, and whatever a rule asks for in judging
those. References are followed by path, or by id through `Names`; who refers to a record is found by searching.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from placet.cabinet import load_records
from placet.directory import Directory, references
from placet.gate.hybrid import ListedTree, PartialTree
from placet.gate.names import Names
from placet.model import Cabinet, Finding, Record
from placet.rules.archive import CabinetArchive
from placet.rules.compile import Compiled, compiled
from placet.rules.context import zone_of
from placet.rules.ledger import Ledger
from placet.rules.scope import Environments
from placet.standing import Standing

_COMMON = "common"


class Shelf:
    """The records of one tree. `changed` are the documents of it that the merge touches, on this side."""

    def __init__(self, tree: ListedTree, judges: Cabinet, names: Names, changed: Sequence[str]) -> None:
        self.tree, self.judges, self.names, self.changed = tree, judges, names, tuple(changed)
        self.records: dict[str, Record] = {}
        self.findings: dict[str, tuple[Finding, ...]] = {}
        self._paths = list(tree.paths())

    def below(self, prefix: str) -> Iterator[str]:
        """The paths that begin with these characters."""
        position = bisect_left(self._paths, prefix)
        while position < len(self._paths) and self._paths[position].startswith(prefix):
            yield self._paths[position]
            position += 1

    def get(self, path: str) -> Record | None:
        """The record at a path, or None when there is none or it cannot be read: the findings say why."""
        if path not in self.findings:
            slip = path.removesuffix(".md") + ".jsonl"
            loaded = load_records(PartialTree(self.tree, (path, slip)), self.judges)
            self.findings[path] = loaded.findings
            self.records |= loaded.records
        return self.records.get(path)

    def find(self, ref: str) -> Record | None:
        """The record of this reference or permanent id."""
        path = f"records/{ref}.md"
        if path in self.tree.paths():
            return self.get(path)
        own = (self.get(one) for one in self.changed)
        found = next((record for record in own if record is not None and record.id == ref), None)
        if found is not None:
            return found
        others = (self.get(one) for one in self.names.by_id(ref) if one in self.tree.paths())
        return next((record for record in others if record is not None and record.id == ref), None)

    def naming(self, record: Record, kind: str = "") -> tuple[Record, ...]:
        """The records (of a kind) that name this one in `refers` or in a field, in the order of their paths."""
        registers = [one for one in self.judges.registers.values() if not kind or one.kind == kind]
        folders = [f"records/{one.path}" for one in registers] if kind else ["records"]
        wanted = {record.ref, record.id}
        paths = {path for folder in folders for path in self.names.naming(wanted, folder)}
        paths |= {path for path in self.changed if path.startswith(tuple(f"{folder}/" for folder in folders))}
        found = (self.get(path) for path in sorted(paths) if path in self.tree.paths())
        return tuple(one for one in found if one is not None and self._names(one, record))

    def _names(self, one: Record, record: Record) -> bool:
        for ref in references(one, self.judges.kinds[one.kind]):
            if ref == record.ref or (ref == record.id and self.find(ref) is record):
                return True
        return False

    def cabinet(self, files: Mapping[str, str]) -> Cabinet:
        """The records read so far as a cabinet; `files` are the paths its checks are to know of."""
        return replace(self.judges, records=dict(sorted(self.records.items())), findings=(), files=files)


class LazyRules(dict[tuple[str, str], tuple[Compiled, ...]]):
    """The rules of each unit and kind, compiled when a record of it is first judged."""

    def __init__(self, judges: Cabinet) -> None:
        super().__init__()
        self._judges = judges
        self._environments = Environments(judges.kinds, judges.calendars)

    def get(self, key: tuple[str, str], default: object = None) -> tuple[Compiled, ...]:
        """The rules on a kind in a unit; what cannot be compiled is a fault of the base, found by `placet check`."""
        if key not in self:
            self[key] = tuple(self._compiled(*key))
        return self[key]

    def on(self, unit: str, kind: str, day: date) -> tuple[Compiled, ...]:
        """The rules that judge a record of that unit and kind whose own day this is."""
        return tuple(one for one in self.get((unit, kind)) if one.cadence is None and one.in_force(day))

    def _compiled(self, unit: str, kind: str) -> Iterator[Compiled]:
        for regulation in self._judges.regulations:
            if regulation.unit not in (unit, _COMMON) or unit not in self._judges.units:
                continue
            for rule in regulation.rules:
                if kind in rule.on:
                    only = replace(rule, on=(kind,))
                    yield from compiled(only, regulation, self._judges.units[unit], self._environments)[0]


class Lazy(CabinetArchive):
    """The `Archive` that rules ask, over a shelf."""

    def __init__(
        self, shelf: Shelf, rules: LazyRules, as_of: datetime, standings: Callable[[Record], Sequence[Standing]]
    ) -> None:
        self._shelf = shelf
        super().__init__(shelf.judges, Directory({}), rules, as_of, zone_of(shelf.judges.config), standings)

    def record(self, ref: str) -> Record | None:
        """The record of this ref or permanent id."""
        return self._shelf.find(ref)

    def referring(self, record: Record, kind: str) -> Sequence[Record]:
        """The records of a kind that name this one in any field, in the order of their paths."""
        return self._shelf.naming(record, kind)

    def _of_unit(self, ledger: Ledger) -> Iterable[Record]:
        return [record for kind in ledger.readings for record in self.of_kind(ledger.unit, kind)]

    def of_kind(self, unit: str, kind: str) -> Sequence[Record]:
        """The unit's records of a kind, in the order of their paths. Reads them all."""
        registers = [one for one in self._shelf.judges.registers.values() if (one.unit, one.kind) == (unit, kind)]
        paths = (path for one in registers for path in self._shelf.below(f"records/{one.path}/"))
        found = (self._shelf.get(path) for path in sorted(paths) if path.endswith(".md"))
        return [one for one in found if one is not None]
