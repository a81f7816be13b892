"""Numbers of every register: each given once, without gaps, in the right year and in the order of days.

Provisions: GB/T 9704-2012 7.2.5 (year in full in 〔〕, no padding, no 第) for the series; DESIGN §4 for the rest.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from placet.directory import Directory
from placet.model import Cabinet, Finding, Place, Record, Register
from placet.numbers import Finder, Number, Series, SeriesError, name, number_of, own_day, series

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def check(cabinet: Cabinet) -> Iterator[Finding]:
    """The NUM findings of a whole cabinet."""
    yield from of_records(cabinet)
    yield from of_registers(cabinet)
    yield from of_all(cabinet, Directory.of(cabinet))


def of_records(cabinet: Cabinet) -> Iterator[Finding]:
    """What is found in each record by itself."""
    finders = {path: Finder(series([register])) for path, register in cabinet.registers.items()}
    for record in cabinet.records.values():
        yield from _record(record)
        yield from _claims(record, finders[f"{record.unit}/{record.register}"])


def of_registers(cabinet: Cabinet) -> Iterator[Finding]:
    """What is found between the records of each register."""
    records: dict[str, list[Record]] = defaultdict(list)
    for record in cabinet.records.values():
        records[f"{record.unit}/{record.register}"].append(record)
    for path, taken in claimed(cabinet).items():
        yield from _register(cabinet.registers[path], records[path], taken, cabinet)


def of_register(cabinet: Cabinet, path: str) -> Iterator[Finding]:
    """What is found between the records of one register; of the cabinet only its files and records are looked at."""
    register = cabinet.registers[path]
    records = [one for one in cabinet.records.values() if f"{one.unit}/{one.register}" == path]
    yield from _register(register, records, claimed(cabinet)[path], cabinet)


def of_all(cabinet: Cabinet, directory: Directory) -> Iterator[Finding]:
    """What is found between registers, and between the ids of all records."""
    yield from _series(cabinet)
    yield from _ids([directory.record(path) for path in directory.repeated()])


def present(cabinet: Cabinet) -> set[str]:
    """Every path of the tree, also of what was refused or cannot be read: that is a finding of its own."""
    return {*cabinet.files, *(finding.place.path for finding in cabinet.findings)}


def claimed(cabinet: Cabinet) -> Mapping[str, Mapping[int, Mapping[int, str]]]:
    """Register → year → number → the document that claims it by its path, whether it can be read or not."""
    found: dict[str, dict[int, dict[int, str]]] = {path: {} for path in cabinet.registers}
    for path in sorted(present(cabinet)):
        number = number_of(path) if path.endswith(".md") else None
        if number is not None and number.register in found:
            found[number.register].setdefault(number.year, {}).setdefault(number.n, path)
    return found


def _record(record: Record) -> Iterator[Finding]:
    stem = record.path.rpartition("/")[2].removesuffix(".md")
    if record.number is None:
        if not SLUG.fullmatch(stem):
            yield Finding("NUM012", Place(record.path), {"file": f"{stem}.md"})
        if record.annulled:
            yield Finding("NUM016", record.where("annulled"))
        return
    if record.number == 0:
        yield Finding("NUM008", Place(record.path))
    proper = _number(record).file
    if stem != proper:
        yield Finding("NUM007", Place(record.path), {"file": f"{stem}.md", "proper": f"{proper}.md"})
    stale = [act for act in record.acts if act.covers_document != record.document]
    if record.annulled and stale:
        yield Finding("NUM010", Place(record.slip_path, stale[0].line), {"count": str(len(stale))})


def _claims(record: Record, finder: Finder) -> Iterator[Finding]:
    """Fields that say in the front matter what only the path may say."""
    for key, value in record.fields.items():
        if isinstance(value, str) and any(cited.text == value.strip() for cited in finder.find(value)):
            yield Finding("NUM009", record.where(key), {"key": key, "value": value})


def _register(
    register: Register, records: Sequence[Record], taken: Mapping[int, Mapping[int, str]], cabinet: Cabinet
) -> Iterator[Finding]:
    years: dict[int, list[Record]] = defaultdict(list)
    for record in sorted(records, key=lambda record: (record.number or 0, record.path)):
        if record.number is not None and record.year is not None:
            years[record.year].append(record)
    for year, numbered in sorted(years.items()):
        yield from _twice(register, numbered)
        yield from _days(register, year, numbered, cabinet)
    yield from _gaps(register, taken)


def _twice(register: Register, numbered: Sequence[Record]) -> Iterator[Finding]:
    first: dict[int, Record] = {}
    for record in numbered:
        number = _number(record)
        if number.n in first:
            one = first[number.n]
            words = {"number": name(register, number.year, number.n), "first": one.path}
            yield Finding("NUM001", Place(record.path), words, related=(Place(one.path),))
        first.setdefault(number.n, record)


def _days(register: Register, year: int, numbered: Sequence[Record], cabinet: Cabinet) -> Iterator[Finding]:
    kind = cabinet.kinds.get(register.kind)
    latest: tuple[date, Record] | None = None
    for record in numbered:
        own = None if record.annulled else own_day(record, cabinet.kinds.get(record.kind))
        if own is None or kind is None:
            continue
        place = record.where(kind.date)
        words = {"day": own.isoformat(), "number": name(register, year, _number(record).n)}
        if own.year != year:
            yield Finding("NUM005", place, {**words, "year": str(year), "right": str(own.year)})
        elif latest is not None and own < latest[0]:
            earlier = latest[1]
            words |= {"earlier": name(register, year, _number(earlier).n), "earlier_day": latest[0].isoformat()}
            yield Finding("NUM006", place, words, related=(earlier.where(kind.date),))
        if own.year == year and (latest is None or own > latest[0]):
            latest = (own, record)


def _gaps(register: Register, taken: Mapping[int, Mapping[int, str]]) -> Iterator[Finding]:
    """`taken` has per year the path of every number a file claims, also of files that cannot be read."""
    explained: dict[int, set[int]] = defaultdict(set)
    for key in sorted(register.explained):
        year, n = map(int, key.split("/"))
        if n == 0:
            yield Finding("NUM004", register.place, {"key": key})
            continue
        explained[year].add(n)
        if n in taken.get(year, {}):
            words = {"key": key, "number": name(register, year, n)}
            yield Finding("NUM003", register.place, words, related=(Place(taken[year][n]),))
    for year in sorted({*taken, *explained}):
        yield from _missing(register, year, taken.get(year, {}), explained[year])


def _missing(register: Register, year: int, taken: Mapping[int, str], explained: set[int]) -> Iterator[Finding]:
    """One finding for each run of missing numbers, at the document that follows it, or at the explanation beyond."""
    own = sorted(taken)
    last = 0
    for n in sorted({*own, *explained} - {0}):
        if n > last + 1:
            missing = str(last + 1) if n == last + 2 else f"{last + 1}–{n - 1}"
            position = bisect_left(own, n)
            if position < len(own):
                words = {"register": register.title, "year": str(year), "missing": missing}
                yield Finding("NUM002", Place(taken[own[position]]), words)
            else:
                words = {"key": f"{year:04d}/{n:04d}", "highest": str(last), "missing": missing}
                yield Finding("NUM015", register.place, words)
        last = n


def _series(cabinet: Cabinet) -> Iterator[Finding]:
    seen: dict[str, Register] = {}
    for register in sorted(cabinet.registers.values(), key=lambda register: register.path):
        if not register.series:
            continue
        try:
            code = Series(register.path, register.series).code
        except SeriesError:
            yield Finding("NUM013", register.place, {"series": register.series})
            continue
        if code in seen:
            words = {"series": register.series, "code": code, "other": seen[code].path}
            yield Finding("NUM011", register.place, words, related=(seen[code].place,))
        seen.setdefault(code, register)


def _ids(records: Iterable[Record]) -> Iterator[Finding]:
    seen: dict[str, Record] = {}
    for record in sorted(records, key=lambda record: (record.is_draft, record.path)):
        if not record.id:
            continue
        one = seen.setdefault(record.id, record)
        if one is not record:
            words = {"id": record.id, "first": one.path}
            yield Finding("NUM014", record.where("id"), words, related=(one.where("id"),))


def _number(record: Record) -> Number:
    return Number(f"{record.unit}/{record.register}", record.year or 0, record.number or 0)
