"""References: what a record refers to exists, and what its text cites by number resolves and is written rightly.

Provision: GB/T 9704-2012 7.2.5 for the way a number is written. Citations of other offices are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

import msgspec

from placet.directory import NAMING, Directory
from placet.model import Cabinet, Field, Finding, Place, Record, Regulation, Value
from placet.numbers import Citation, Finder, Number, Series, name, number_of, own_day, series


@dataclass(frozen=True)
class Index:
    """What a reference or a citation may mean: the records of `directory`, which may be more than `cabinet` holds."""

    cabinet: Cabinet
    directory: Directory

    def is_filed(self, path: str) -> bool:
        """Whether there is such a file, though it may be refused or not readable: that is a finding of its own."""
        return path in self.cabinet.files or path in self.refused

    @cached_property
    def refused(self) -> frozenset[str]:
        """Where something was found in reading."""
        return frozenset(finding.place.path for finding in self.cabinet.findings)

    @cached_property
    def series(self) -> Mapping[str, Series]:
        """The number series of every register, by code."""
        return series(self.cabinet.registers.values())

    @cached_property
    def finder(self) -> Finder:
        """Finds the citations of these series and of all units' agency codes."""
        return Finder(self.series, tuple(unit.agency for unit in self.cabinet.units.values()))

    def is_earlier(self, number: Number | None) -> bool:
        """Whether a number is of a year before the cabinet's own history began."""
        return number is not None and number.year < self.cabinet.config.since.year

    def earlier(self, ref: str, place: Place) -> Finding:
        """What is said of a reference to a time that the cabinet does not hold."""
        return Finding("REF012", place, {"ref": ref, "since": self.cabinet.config.since.isoformat()})

    def like(self, ref: str) -> list[str]:
        """References worth offering for a misspelt one: same folder or same end."""
        folder = ref.rpartition("/")[0]
        end = "/".join(ref.split("/")[-2:])
        return [one for one in self.directory.names() if ("/" in one) == bool(folder) and _near(one, folder, end)]

    def find(self, ref: str) -> Record | None:
        """The record a reference or an id names, or None."""
        return self.directory.find(ref)

    def bearer(self, number: Number) -> Record | None:
        """The record that bears a number, or None."""
        path = self.directory.numbered(number)
        return self.directory.record(path) if path else None


class _Reference(msgspec.Struct, frozen=True, gc=False):
    """One reference as written: in which field, what it says, where."""

    key: str
    ref: str
    place: Place


def _near(one: str, folder: str, end: str) -> bool:
    return not folder or one.rpartition("/")[0] == folder or one.endswith(end)


def check(cabinet: Cabinet, directory: Directory | None = None) -> Iterator[Finding]:
    """The REF findings of a cabinet: references in fields, citations in texts and regulations.

    `directory` knows what they may refer to; without one, that is what the cabinet itself holds.
    """
    index = Index(cabinet, directory or Directory.of(cabinet))
    for record in cabinet.records.values():
        yield from _refers(record, index)
        yield from _fields(record, index)
        yield from _texts(record, index)
    for regulation in cabinet.regulations:
        yield from _regulation(regulation, index)


def _refers(record: Record, index: Index) -> Iterator[Finding]:
    seen: set[str] = set()
    for position, ref in enumerate(record.refers):
        place = record.where(f"refers[{position}]")
        found = index.find(ref)
        yield from _resolved(record, _Reference("refers", ref, place), found, index)
        if found is None:
            continue
        if found.path in seen:
            yield Finding("REF009", place, {"ref": ref})
        seen.add(found.path)
        if not found.is_draft:
            yield from _dated(record, found, ref, place, index.cabinet)


def _fields(record: Record, index: Index) -> Iterator[Finding]:
    kind = index.cabinet.kinds.get(record.kind)
    for key, field in (kind.fields if kind else {}).items():
        if field.type in NAMING and key in record.fields:
            yield from _value(record, key, field, record.fields[key], index)


def _value(record: Record, key: str, field: Field, value: Value, index: Index) -> Iterator[Finding]:
    """The references within one field's value, however deep in lists and objects."""
    if field.type == "record" and isinstance(value, str):
        found = index.find(value)
        place = record.where(key)
        yield from _resolved(record, _Reference(key, value, place), found, index)
        if found is not None and field.register and found.kind != field.register:
            words = {"key": key, "ref": value, "kind": _kind(field.register, index), "found": _kind(found.kind, index)}
            yield Finding("REF008", place, words)
    elif isinstance(value, tuple) and field.items is not None:
        for position, item in enumerate(value):
            yield from _value(record, f"{key}[{position}]", field.items, item, index)
    elif isinstance(value, Mapping):
        for part, item in value.items():
            if part in field.properties:
                yield from _value(record, f"{key}.{part}", field.properties[part], item, index)


def _resolved(record: Record, named: _Reference, found: Record | None, index: Index) -> Iterator[Finding]:
    key, ref, place = named.key, named.ref, named.place
    path = f"records/{ref}.md"
    if found is None and index.is_filed(path):
        return
    if found is None and index.is_earlier(number_of(path)):
        yield index.earlier(ref, place)
        return
    if found is None:
        others = [one for one in index.like(ref) if one not in (record.ref, record.id)]
        near = get_close_matches(ref, others, n=1, cutoff=0.8)
        words = {"key": key, "ref": ref}
        yield Finding("REF002", place, {**words, "guess": near[0]}) if near else Finding("REF001", place, words)
    elif found.path == record.path:
        yield Finding("REF004", place, {"key": key, "ref": ref})
    elif found.annulled:
        words = {"ref": ref, "number": _called(found, index), "why": found.annulled}
        yield Finding("REF003", place, words, related=(found.where("annulled"),))
    elif found.is_draft and ref != found.id:
        yield Finding("REF011", place, {"ref": ref, "id": found.id})


def _dated(record: Record, cited: Record, ref: str, place: Place, cabinet: Cabinet) -> Iterator[Finding]:
    own, other = (own_day(one, cabinet.kinds.get(one.kind)) for one in (record, cited))
    if own is not None and other is not None and own < other and cited.path != record.path:
        words = {"day": own.isoformat(), "ref": ref, "cited_day": other.isoformat()}
        yield Finding("REF007", place, words, related=(cited.where(_day_key(cited, cabinet)),))


def _texts(record: Record, index: Index) -> Iterator[Finding]:
    own = f"{record.unit}/{record.register}"
    texts = [(record.title, record.where("title"), False)]
    texts += [(value, record.where(key), False) for key, value in record.fields.items() if isinstance(value, str)]
    texts.append((record.body, record.marks.get("---", Place(record.path)), True))
    for text, place, is_body in texts:
        for cited in index.finder.find(text):
            at = _at(place, text, cited.start) if is_body else place
            yield from _citation(cited, at, index)
            found = index.bearer(cited.number) if cited.number else None
            if found is None or cited.number == Number(own, record.year or 0, record.number or 0):
                continue
            yield from _dated(record, found, cited.proper, at, index.cabinet)
            if found.annulled:
                words = {"ref": cited.text, "number": cited.proper, "why": found.annulled}
                yield Finding("REF003", at, words, related=(found.where("annulled"),))


def _citation(cited: Citation, place: Place, index: Index) -> Iterator[Finding]:
    if cited.number is None:
        near = get_close_matches(cited.code, list(index.series), n=1, cutoff=0.5)
        words = {"found": cited.text, "code": cited.code, "known": "、".join(sorted(index.series)) or "—"}
        yield Finding("REF010", place, {**words, "guess": near[0]} if near else words)
        return
    if not cited.is_proper:
        yield Finding("REF005", place, {"found": cited.text, "proper": cited.proper})
    if index.bearer(cited.number) is not None or index.is_filed(cited.number.path):
        return
    if index.is_earlier(cited.number):
        yield index.earlier(cited.proper, place)
    else:
        register = index.cabinet.registers[cited.number.register]
        words = {"number": cited.proper, "register": register.title, "path": cited.number.path}
        yield Finding("REF006", place, words)


def _regulation(regulation: Regulation, index: Index) -> Iterator[Finding]:
    start = regulation.marks.get("---", Place(regulation.path))
    for cited in index.finder.find(regulation.body):
        yield from _citation(cited, _at(start, regulation.body, cited.start), index)
    minutes = regulation.adopted.get("minutes", "")
    path = f"records/{minutes}.md"
    if not minutes or index.find(minutes) is not None or index.is_filed(path):
        return
    place = regulation.marks.get("adopted.minutes", regulation.marks.get("adopted", Place(regulation.path)))
    if index.is_earlier(number_of(path)):
        yield index.earlier(minutes, place)
    else:
        yield Finding("REF001", place, {"key": "adopted.minutes", "ref": minutes})


def _at(start: Place, text: str, offset: int) -> Place:
    """The place of a character of a text that begins at `start`; the whole file when that is not known."""
    if not start.line:
        return start
    before = text[:offset]
    column = offset - before.rfind("\n")
    line = before.count("\n")
    return Place(start.path, start.line + line, column if line else start.column - 1 + column)


def _called(record: Record, index: Index) -> str:
    register = index.cabinet.registers.get(f"{record.unit}/{record.register}")
    return name(register, record.year or 0, record.number or 0) if register else record.ref


def _kind(kind: str, index: Index) -> str:
    return index.cabinet.kinds[kind].title if kind in index.cabinet.kinds else kind


def _day_key(record: Record, cabinet: Cabinet) -> str:
    return cabinet.kinds[record.kind].date if record.kind in cabinet.kinds else "id"
