"""The directory of a cabinet's records: found by path, id, number and by what refers to them, without their texts.

It is made of shelves, each describing the records of one part of the cabinet. A shelf is small and can be kept; of a
record that others refer to, it holds what may be asked without reading the record again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import Any

import msgspec

from placet.model import Cabinet, Field, Kind, Place, Record
from placet.numbers import Number, number_of


class Card(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What others may ask about a record; `marks` are line and column of `id`, `annulled` and of its own day."""

    path: str
    unit: str
    register: str
    kind: str
    id: str
    title: str
    classification: str
    year: int | None
    number: int | None
    annulled: str
    dated: str
    day: str
    marks: tuple[tuple[int, int], ...]
    acts: int

    def record(self) -> Record:
        """The record as far as the card goes: without text, acts, and fields other than its day."""
        day = None if not self.day else datetime.fromisoformat(self.day)
        value: date | datetime | None = day.date() if day is not None and "T" not in self.day else day
        names = ("id", "annulled", self.dated)
        return Record(
            path=self.path,
            unit=self.unit,
            register=self.register,
            kind=self.kind,
            id=self.id,
            title=self.title,
            classification=self.classification,
            fields={} if value is None else {self.dated: value},
            refers=(),
            attachments=(),
            body="",
            document="",
            acts=(),
            slip_lines=(),
            marks={name: Place(self.path, *spot) for name, spot in zip(names, self.marks, strict=True) if spot[0]},
            year=self.year,
            number=self.number,
            annulled=self.annulled,
        )


def card(record: Record, kind: Kind | None) -> Card:
    """The card of a record."""
    dated = kind.date if kind is not None else ""
    value = record.fields.get(dated)
    places = [record.marks.get(name) for name in ("id", "annulled", dated)]
    return Card(
        path=record.path,
        unit=record.unit,
        register=record.register,
        kind=record.kind,
        id=record.id,
        title=record.title,
        classification=record.classification,
        year=record.year,
        number=record.number,
        annulled=record.annulled,
        dated=dated,
        day=value.isoformat() if isinstance(value, date) else "",
        marks=tuple((place.line, place.column) if place else (0, 0) for place in places),
        acts=len(record.acts),
    )


class Shelf(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The records of one part, in the order of their paths: column by column, so that many shelves load fast.

    `refers` are the refs and ids that each record names; `cards` is the packed list of their cards.
    """

    paths: list[str]
    ids: list[str]
    refers: list[list[str]]
    cards: bytes

    @classmethod
    def of(cls, records: Iterable[Record], kinds: Mapping[str, Kind]) -> Shelf:
        """The shelf of these records."""
        ordered = sorted(records, key=lambda record: record.path)
        named = [list(dict.fromkeys(references(one, kinds[one.kind]))) for one in ordered]
        cards = msgspec.msgpack.encode([card(one, kinds.get(one.kind)) for one in ordered])
        return cls([one.path for one in ordered], [one.id for one in ordered], named, cards)

    def odd(self) -> list[str]:
        """The paths that claim a number without being that number's path."""
        found = [(path, number_of(path)) for path in self.paths if len(path) - path.rfind("/") != len("/0000.md")]
        return [path for path, number in found if number is not None and number.path != path]

    def opened(self) -> list[Card]:
        """The cards of its records, in the order of their paths."""
        return _cards.decode(self.cards)


_cards = msgspec.msgpack.Decoder(list[Card])
_FOUND_KEPT = 1000


class Directory:
    """Where every record is, by all names it may be called; `home` says on which shelf a path would be."""

    def __init__(self, shelves: Mapping[str, Shelf], home: Callable[[str], str] = lambda _: "") -> None:
        self.shelves, self._home = shelves, home
        self._held: dict[str, frozenset[str]] = {}
        self._opened: dict[str, Mapping[str, Card]] = {}
        self._found: dict[str, Record] = {}

    @classmethod
    def of(cls, cabinet: Cabinet) -> Directory:
        """The directory of a cabinet that is wholly in memory."""
        return cls({"": Shelf.of(cabinet.records.values(), cabinet.kinds)})

    @cached_property
    def _ids(self) -> Mapping[str, str]:
        """Id → the first path that bears it."""
        found: dict[str, str] = {}
        for shelf in self.shelves.values():
            for id_, path in zip(shelf.ids, shelf.paths, strict=True):
                if found.setdefault(id_, path) > path:
                    found[id_] = path
        return found

    def odd(self) -> Iterable[str]:
        """The paths that claim a number without being that number's path."""
        return (path for shelf in self.shelves.values() for path in shelf.odd())

    @cached_property
    def _claims(self) -> Mapping[Number, list[str]]:
        found: dict[Number, list[str]] = {}
        for path in self.odd():
            number = number_of(path)
            if number is not None:
                found.setdefault(number, []).append(path)
        return found

    @cached_property
    def _referring(self) -> Mapping[str, list[str]]:
        """Path → the paths of those that name it, in order."""
        found: dict[str, list[str]] = {}
        for shelf in self.shelves.values():
            for path, refs in zip(shelf.paths, shelf.refers, strict=True):
                named = {target for ref in refs if (target := self.path(ref))}
                for target in named:
                    found.setdefault(target, []).append(path)
        return {target: sorted(paths) for target, paths in found.items()}

    def has(self, path: str) -> bool:
        """Whether there is a record at this path that can be read."""
        name = self._home(path)
        if name not in self._held:
            self._held[name] = frozenset(self.shelves[name].paths if name in self.shelves else ())
        return path in self._held[name]

    def path(self, ref: str) -> str:
        """The path of the record with this ref or permanent id, or "" when there is none."""
        path = f"records/{ref}.md"
        return path if self.has(path) else self._ids.get(ref, "")

    def numbered(self, number: Number) -> str:
        """The path of the record that bears a number, or ""."""
        proper = [number.path] if self.has(number.path) else []
        return max([*proper, *self._claims.get(number, ())], default="")

    def referring(self, path: str) -> Sequence[str]:
        """The paths of the records that name this one in any field, in order."""
        return self._referring.get(path, ())

    def record(self, path: str) -> Record:
        """The record at a path, as far as its card goes. Raises KeyError where there is none."""
        # Some are named again and again, the seal by every use of it.
        found = self._found.get(path)
        if found is None:
            if len(self._found) == _FOUND_KEPT:
                self._found.clear()
            name = self._home(path)
            if name not in self._opened:
                self._opened[name] = {one.path: one for one in self.shelves[name].opened()}
            found = self._found[path] = self._opened[name][path].record()
        return found

    def find(self, ref: str) -> Record | None:
        """The record that a ref or id names, as far as its card goes, or None."""
        path = self.path(ref)
        return self.record(path) if path else None

    def paths(self) -> Iterator[str]:
        """Every record's path, in order."""
        return iter(sorted(path for shelf in self.shelves.values() for path in shelf.paths))

    def names(self) -> Iterator[str]:
        """Every ref and every id."""
        for path in self.paths():
            yield path.removeprefix("records/").removesuffix(".md")
        yield from self._ids

    def repeated(self) -> Sequence[str]:
        """The paths of all records whose id another record bears too."""
        if len(self._ids) == sum(len(shelf.paths) for shelf in self.shelves.values()):
            return ()
        pairs = [pair for shelf in self.shelves.values() for pair in zip(shelf.ids, shelf.paths, strict=True)]
        several = {id_ for id_, path in pairs if self._ids[id_] != path}
        return [path for id_, path in pairs if id_ in several]


#: The types of fields whose values may name a record.
NAMING = frozenset(("record", "list", "object"))


def references(record: Record, kind: Kind) -> Iterator[str]:
    """Every ref or id by which a record names another, in `refers` or in a field of type record."""
    yield from record.refers
    for name, declared in kind.fields.items():
        if declared.type in NAMING and name in record.fields:
            yield from _in_value(record.fields[name], declared)


def _in_value(value: Any, declared: Field) -> Iterator[str]:
    if declared.type == "record" and isinstance(value, str):
        yield value
    elif declared.type == "list" and declared.items is not None and isinstance(value, tuple | list):
        for item in value:
            yield from _in_value(item, declared.items)
    elif declared.type == "object" and isinstance(value, Mapping):
        for name, inner in declared.properties.items():
            if name in value:
                yield from _in_value(value[name], inner)
