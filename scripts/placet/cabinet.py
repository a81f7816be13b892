"""The cabinet: a tree of files in, everything in them read and put in its place out.

Nothing is left out silently: what cannot be read, and what lies where nothing belongs, is a finding.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import zip_longest

from placet.model import Cabinet, Calendar, Config, Finding, Kind, Place, Record, Register, Regulation, Unit
from placet.readers import calendar, config, kind, people, regulation, unit
from placet.readers import register as registers
from placet.readers.record import DRAFT, NUMBERED, read_record
from placet.readers.shape import unknown
from placet.tree import Tree

_CONFIG = "records/cabinet.yaml"
_KIND = re.compile(r"records/registers/[a-z][a-z0-9_-]*\.yaml")
_CALENDAR = re.compile(r"records/calendar/[0-9]{4}\.yaml")
_REGISTER = re.compile(r"records/([a-z][a-z0-9_-]*)/([a-z][a-z0-9_-]*)/(.+)")
_REGULATION = re.compile(r"docs/([a-z][a-z0-9_-]*)/[a-z][a-z0-9_-]*/[0-9]{4}-[0-9]{2}-[0-9]{2}\.(?:md|jsonl)")
# What lies beside documents is judged by placet.checks.attachments.
_BESIDE = re.compile(r"(?:[0-9]{4}|drafts)/.+")
_HOUSEKEEPING = frozenset((".gitkeep", ".gitattributes", "README.md"))
#: Where a regulation lives that holds in every unit, and folders of `records/` that are no unit's.
COMMON = "common"
SHARED = frozenset(("registers", "calendar"))


def load(tree: Tree) -> Cabinet:
    """Read a whole tree. Findings are sorted; what they spoil is absent from the cabinet's other parts."""
    return _Loader(tree).cabinet()


def load_records(tree: Tree, judges: Cabinet) -> Cabinet:
    """The records of one tree, read by the registers and kinds of another cabinet; judge files in `tree` are faults."""
    loader = _Loader(tree)
    records = loader._records(judges.config, judges.registers, judges.kinds)  # noqa: SLF001 - the same module
    findings = tuple(sorted(loader.findings, key=lambda finding: finding.sort_key))
    return replace(judges, records=records, findings=findings, files=loader.files)


def load_regulations(tree: Tree, office: Cabinet) -> Cabinet:
    """The office with the regulations of one tree, and what is found in them beside what was found in the office."""
    loader = _Loader(tree)
    regulations = loader._regulations(office.config)  # noqa: SLF001 - the same module
    findings = tuple(sorted([*office.findings, *loader.findings], key=lambda finding: finding.sort_key))
    return replace(office, regulations=regulations, findings=findings)


class _Loader:
    """One pass over one tree."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.files = tree.paths()
        self.findings: list[Finding] = list(tree.findings)

    def cabinet(self) -> Cabinet:
        settings = self._config()
        units = {
            name: replace(found, gate_keys=settings.gate_keys)
            for name in settings.units
            if (found := self._unit(name)) is not None
        }
        kinds: dict[str, Kind] = {}
        calendars: dict[int, Calendar] = {}
        for path in self.files:
            if _KIND.fullmatch(path):
                one, faults = kind.read(self.tree.read(path), path)
                self.findings += faults
                kinds |= {one.id: one} if one else {}
            elif _CALENDAR.fullmatch(path):
                year, faults = calendar.read(self.tree.read(path), path)
                self.findings += faults
                calendars |= {year.year: year} if year else {}
        books = self._registers(settings, kinds)
        records = self._records(settings, books, kinds)
        regulations = self._regulations(settings)
        findings = tuple(sorted(self.findings, key=lambda finding: finding.sort_key))
        return Cabinet(settings, units, kinds, books, regulations, calendars, records, findings, self.files)

    def _config(self) -> Config:
        """The portal's own settings; when they cannot be read, the units are those that have a unit.yaml."""
        if _CONFIG in self.files:
            found, faults = config.read(self.tree.read(_CONFIG), _CONFIG)
            self.findings += faults
            if found is not None:
                return found
        else:
            self.findings.append(Finding("FMT055", Place(_CONFIG)))
        units = tuple(path.split("/")[1] for path in self.files if re.fullmatch(r"records/[^/]+/unit\.yaml", path))
        return Config("", date.min, None, "+00:00", units)

    def _unit(self, name: str) -> Unit | None:
        path, staff_path = f"records/{name}/unit.yaml", f"records/{name}/people.yaml"
        staff = None
        if staff_path in self.files:
            staff, faults = people.read(self.tree.read(staff_path), staff_path)
            self.findings += faults
        missing = [one for one in (path, staff_path) if one not in self.files]
        self.findings += [Finding("FMT055", Place(one)) for one in missing]
        if path not in self.files:
            return None
        found, faults = unit.read(self.tree.read(path), path, staff or people.Staff())
        self.findings += faults
        return found

    def _registers(self, settings: Config, kinds: Mapping[str, Kind]) -> dict[str, Register]:
        books = {}
        for path in self.files:
            parts = path.split("/")
            if len(parts) != 4 or parts[3] != "register.yaml" or parts[1] not in settings.units:
                continue
            found, faults = registers.read(self.tree.read(path), path)
            self.findings += faults
            if found is None:
                continue
            if found.kind in kinds:
                books[f"{found.unit}/{found.name}"] = found
            elif f"records/registers/{found.kind}.yaml" not in self.files:
                self.findings.append(unknown(("FMT078", "FMT079"), found.kind, kinds, Place(path)))
        return books

    def _records(self, settings: Config, books: Mapping[str, Register], kinds: Mapping[str, Kind]) -> dict[str, Record]:
        records: dict[str, Record] = {}
        without: set[str] = set()
        for path in self.files:
            if not path.startswith("records/") or self._is_fixed(path, settings):
                continue
            match = _REGISTER.fullmatch(path)
            if match is None or match[1] not in settings.units:
                self.findings.append(Finding("FMT050", Place(path)))
                continue
            book = f"{match[1]}/{match[2]}"
            if book not in books:
                without.add(book)
            elif DRAFT.fullmatch(match[3]) or NUMBERED.fullmatch(match[3]):
                self._record(path, books[book], kinds, records)
            elif not _BESIDE.fullmatch(match[3]) or match[3].endswith(".md"):
                self.findings.append(Finding("FMT050", Place(path)))
        paths = [f"records/{book}/register.yaml" for book in sorted(without)]
        self.findings += [Finding("FMT055", Place(path)) for path in paths if path not in self.files]
        return records

    def _record(self, path: str, register: Register, kinds: Mapping[str, Kind], records: dict[str, Record]) -> None:
        slip_path = path.removesuffix(".md") + ".jsonl"
        slip = self.tree.read(slip_path) if slip_path in self.files else None
        found, faults = read_record(path, self.tree.read(path), slip, register, kinds[register.kind])
        self.findings += faults
        if found is not None:
            records[path] = found

    def _is_fixed(self, path: str, settings: Config) -> bool:
        parts = path.split("/")
        if parts[-1] in _HOUSEKEEPING:
            return True
        if len(parts) > 4:
            return False
        if path == _CONFIG or _KIND.fullmatch(path) or _CALENDAR.fullmatch(path):
            return True
        if len(parts) == 3:
            return parts[1] in settings.units and parts[2] in ("unit.yaml", "people.yaml")
        return len(parts) == 4 and parts[1] in settings.units and parts[3] == "register.yaml"

    def _regulations(self, settings: Config) -> tuple[Regulation, ...]:
        found: list[Regulation] = []
        homes = {*settings.units, COMMON}
        for path in self.files:
            parts = path.split("/")
            if parts[0] != "docs" or len(parts) != 4 or parts[1] not in homes:
                continue
            if parts[3] in _HOUSEKEEPING or parts[3] == "index.md":
                continue
            document = path.removesuffix(".jsonl") + ".md"
            if not _REGULATION.fullmatch(path) or (path.endswith(".jsonl") and document not in self.files):
                self.findings.append(Finding("FMT050", Place(path)))
            elif path.endswith(".md"):
                slip = path.removesuffix(".md") + ".jsonl"
                acts = self.tree.read(slip) if slip in self.files else None
                one, faults = regulation.read(self.tree.read(path), acts, path)
                self.findings += faults
                found += [one] if one else []
        return _versions(found)


def _versions(found: list[Regulation]) -> tuple[Regulation, ...]:
    """The versions by regulation and day, each with its last day: the one before its successor or its repeal."""
    ordered = sorted(found, key=lambda one: (one.unit, one.id, one.in_force, one.path))
    closed = []
    for one, following in zip_longest(ordered, ordered[1:]):
        ends = [one.repealed] if one.repealed else []
        if following is not None and (following.unit, following.id) == (one.unit, one.id):
            ends.append(following.in_force)
        closed.append(replace(one, until=min(ends) - timedelta(days=1)) if ends else one)
    return tuple(closed)
