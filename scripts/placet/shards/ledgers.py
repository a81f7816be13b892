"""The ledgers of totals over all pieces: each piece is looked through once, and again only when it has changed.

What a total comes to is one more question that the judging of a piece asks about the rest of the cabinet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import msgspec

from placet.model import Record
from placet.rules.archive import CabinetArchive
from placet.rules.compile import Rulebook
from placet.rules.demands.total import Total
from placet.rules.ledger import EMPTY, Group, Ledger, Line, gathered
from placet.shards.asking import Asked
from placet.shards.pieces import Piece
from placet.shards.store import Store


class Entries(msgspec.Struct, array_like=True):
    """What the records of a piece add to ledgers: (ledger, key, line). Holds between `since` and `until`."""

    key: str
    since: datetime | None
    until: datetime | None
    found: list[tuple[str, str, Line]]

    def holds(self, key: str, as_of: datetime) -> bool:
        """Whether they were made under this key and the clock has not moved past them."""
        inside = (self.since is None or self.since <= as_of) and (self.until is None or as_of <= self.until)
        return self.key == key and inside


_decoder = msgspec.msgpack.Decoder(Entries)


def ledgers(book: Rulebook) -> dict[tuple[str, str], list[Ledger]]:
    """The ledgers that count records of a unit and kind."""
    found: dict[tuple[str, str], list[Ledger]] = {}
    for rule in book.rules:
        for demand, _ in rule.demands:
            if isinstance(demand, Total) and not demand.referring:
                for kind in demand.ledger.readings:
                    found.setdefault((demand.ledger.unit, kind), []).append(demand.ledger)
    return found


@dataclass
class Groups:
    """What all pieces add, by ledger and key."""

    found: Mapping[str, Mapping[str, Group]] = field(default_factory=dict)

    def of(self, ledger: str, key: str) -> Group:
        """The lines of a ledger under a key."""
        return self.found.get(ledger, {}).get(key, EMPTY)

    def digest(self, question: str) -> str:
        """The answer to a question that was noted."""
        ledger, _, key = question.rpartition("\n")
        return self.of(ledger, key).digest


def name(piece: str) -> str:
    """Under which name the entries of a piece are kept."""
    return f"ledger {piece}"


def summed(parts: Iterable[Entries]) -> Groups:
    """The groups of all entries."""
    found: dict[str, list[tuple[str, Line]]] = {}
    for part in parts:
        for ledger, key, line in part.found:
            found.setdefault(ledger, []).append((key, line))
    return Groups({ledger: gathered(entries) for ledger, entries in found.items()})


class Counting(CabinetArchive):
    """The archive of one piece: what it asks of the ledgers is noted with its answer."""

    groups: Groups
    asked: Asked

    def group(self, ledger: Ledger, key: str) -> Group:
        """As `CabinetArchive.group`, over all pieces."""
        found = self.groups.of(ledger.name, key)
        self.asked.groups[f"{ledger.name}\n{key}"] = found.digest
        return found


def entries_of(
    archive: CabinetArchive, wanted: Mapping[tuple[str, str], Sequence[Ledger]], records: Iterable[Record], key: str
) -> Entries:
    """What some records add to the ledgers that count their kinds."""

    def found() -> Iterator[tuple[str, str, Line]]:
        for record in records:
            for ledger in wanted.get((record.unit, record.kind), ()):
                yield from ((ledger.name, at, line) for at, line in archive.entries(ledger, (record,)))

    listed = list(found())
    return Entries(key, archive.span.since, archive.span.until, listed)


def kept(store: Store, piece: Piece) -> Entries | None:
    """What is kept of a piece, or None where that is not as it should be."""
    data = store.read(name(piece.name))
    try:
        return None if data is None else decoded(data)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None


def encoded(entries: Entries) -> bytes:
    """The entries as they are kept."""
    return msgspec.msgpack.encode(entries)


def decoded(data: bytes) -> Entries:
    """The entries that were encoded. Raises MsgspecError for anything else."""
    return _decoder.decode(data)
