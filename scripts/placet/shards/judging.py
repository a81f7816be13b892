"""Judging a piece: everything `placet.judge` does record by record, for the records of one piece."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

import msgspec

from placet.checks import signatures
from placet.directory import Directory
from placet.judge import Part as Found
from placet.judge import examine
from placet.model import Cabinet, Finding, Record, Skip, Status, Verdict
from placet.rules.archive import CabinetArchive
from placet.rules.compile import Compiled, Rulebook
from placet.rules.context import zone_of
from placet.rules.demands.cadence import Counted
from placet.rules.ledger import Ledger
from placet.shards import ledgers
from placet.shards.asking import Asked, Asking, Files, Origins, Records, State
from placet.shards.judgement import packed
from placet.shards.ledgers import Counting, Groups
from placet.shards.pieces import Part, Piece, piece_of
from placet.shards.reading import Reader
from placet.signing.proof import Proof
from placet.standing import History, Standing, standing
from placet.tree import Tree


class Judged(msgspec.Struct):
    """What was found in a piece: verdicts only where something is awaited or wrong, the others by number.

    It holds while the clock stands between `since` and `until` (both inclusive) and all that was asked is answered
    alike.
    """

    findings: list[Finding]
    verdicts: list[Verdict]
    counts: dict[str, int]
    skips: list[Skip]
    counted: dict[int, list[Counted] | int]
    records: int
    drafts: int
    acts: int
    since: datetime | None
    until: datetime | None

    def holds(self, as_of: datetime) -> bool:
        """Whether the clock has not moved past what was judged."""
        return (self.since is None or self.since <= as_of) and (self.until is None or as_of <= self.until)


@dataclass
class Bench:
    """What judging takes: the tree and its pieces, the office with its rules, the directory of all records."""

    tree: Tree
    pieces: Mapping[str, Piece]
    files: Mapping[str, str]
    frame: Cabinet
    book: Rulebook
    directory: Directory
    reader: Reader
    as_of: datetime
    history: History | None
    state: State
    groups: Groups = field(default_factory=Groups)

    def entries(self, piece: Piece, key: str) -> bytes:
        """What the records of a piece add to the totals of all."""
        found = {path: self.reader.record(piece, path) for path in piece.files if self.directory.has(path)}
        own = {path: record for path, (record, _) in found.items()}

        def stands(record: Record) -> tuple[Standing, ...]:
            return self._standing(record, found[record.path][1])

        zone = zone_of(self.frame.config)
        archive = CabinetArchive(replace(self.frame, records=own), self.directory, {}, self.as_of, zone, stands)
        return ledgers.encoded(ledgers.entries_of(archive, self.ledgers, own.values(), key))

    def _standing(self, record: Record, proofs: tuple[Proof, ...]) -> tuple[Standing, ...]:
        unit, kind = self.frame.units[record.unit], self.frame.kinds[record.kind]
        return standing(record, unit, kind, self.history, since=self.frame.config.since, proofs=proofs)

    def judge(self, piece: Piece) -> tuple[Judged, Asked, bytes]:
        """What is found in a piece, what that rests on elsewhere, and the packed judgement."""
        asked = Asked()
        files = Files(self.files, piece.files, asked)
        proofs: dict[str, tuple[Proof, ...]] = {}
        own: dict[str, Record] = {}

        def fetch(path: str) -> Record:
            record, proofs[path] = self.reader.record(self.pieces[piece_of(path)], path)
            return record

        for path in piece.files:
            if self.directory.has(path):
                own[path] = fetch(path)
        whole = replace(self.frame, records=Records(own, fetch, files), files=files)

        def stands(record: Record) -> tuple[Standing, ...]:
            return self._standing(record, proofs[record.path])

        found = {path: stands(record) for path, record in own.items() if record.unit in self.frame.units}
        standings = dict(signatures.copied(found, Origins(self._origin, asked)))

        def standing_of(record: Record) -> tuple[Standing, ...]:
            known = standings.get(record.path)
            return stands(record) if known is None else known

        directory = Asking(self.directory, files, asked, self.state)
        zone = zone_of(self.frame.config)
        archive = Counting(whole, directory, self.rules, self.as_of, zone, standing_of)
        archive.groups, archive.asked = self.groups, asked
        part = examine(replace(whole, records=own), directory, archive, self.book, self._part(piece), standings)
        return _judged(part, own, archive), asked, packed(part, standings)

    def _part(self, piece: Piece) -> Tree:
        return Part(self.tree, piece.files, self.tree.findings)

    def _origin(self, sig: str) -> str:
        return self.origins.get(sig, "")

    @cached_property
    def rules(self) -> Mapping[tuple[str, str], tuple[Compiled, ...]]:
        """The rules for each unit and kind."""
        return self.book.by_kind()

    @cached_property
    def ledgers(self) -> Mapping[tuple[str, str], list[Ledger]]:
        """The ledgers that count records of each unit and kind."""
        return ledgers.ledgers(self.book)

    def counts(self, piece: Piece) -> bool:
        """Whether the records of a piece may enter totals."""
        register = self.frame.registers[piece.register]
        return (register.unit, register.kind) in self.ledgers

    @cached_property
    def origins(self) -> Mapping[str, str]:
        """Every signature that holds, by its digest, with the path of the last record it is on."""
        found: dict[str, str] = {}
        for piece in self.pieces.values():
            for sig, path in self.reader.signatures(piece).items():
                found[sig] = max(path, found.get(sig, ""))
        return found


class Whole(Mapping[str, Record]):
    """All records, each read when it is asked for."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def __getitem__(self, path: str) -> Record:
        if not self._bench.directory.has(path):
            raise KeyError(path)
        return self._bench.reader.record(self._bench.pieces[piece_of(path)], path)[0]

    def __iter__(self) -> Iterator[str]:
        return self._bench.directory.paths()

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _judged(part: Found, own: Mapping[str, Record], archive: CabinetArchive) -> Judged:
    notable = (Status.BREACHED, Status.WAITING)
    return Judged(
        findings=list(part.findings),
        verdicts=[one for one in part.verdicts if one.status in notable],
        counts=Counter(one.status.value for one in part.verdicts),
        skips=list(part.skips),
        counted={rule: found if isinstance(found, int) else list(found) for rule, found in part.counted.items()},
        records=sum(not one.is_draft for one in own.values()),
        drafts=sum(one.is_draft for one in own.values()),
        acts=sum(len(one.acts) for one in own.values()),
        since=archive.span.since,
        until=archive.span.until,
    )


def counted_in(parts: Iterable[Judged]) -> Mapping[int, tuple[Counted, ...] | int]:
    """What counts for each cadence in all parts; the first year without a calendar where one is missing."""
    lists: dict[int, list[Counted]] = {}
    years: dict[int, int] = {}
    for part in parts:
        for rule, some in part.counted.items():
            if isinstance(some, int):
                years.setdefault(rule, some)
            elif some:
                lists.setdefault(rule, []).extend(some)
    return {rule: tuple(some) for rule, some in lists.items()} | years
