"""Judging a piece: everything `placet.judge` does record by record, for the records of one piece."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
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
from placet.shards.asking import Asked, Asking, Files, Origins, Records
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
    counted: dict[int, list[tuple[date, str]] | int]
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

    def judge(self, piece: Piece) -> tuple[Judged, Asked]:
        """What is found in a piece, and what that rests on elsewhere."""
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
            unit, kind = self.frame.units[record.unit], self.frame.kinds[record.kind]
            since = self.frame.config.since
            return standing(record, unit, kind, self.history, since=since, proofs=proofs[record.path])

        found = {path: stands(record) for path, record in own.items() if record.unit in self.frame.units}
        standings = dict(signatures.copied(found, Origins(self._origin, asked)))

        def standing_of(record: Record) -> tuple[Standing, ...]:
            known = standings.get(record.path)
            return stands(record) if known is None else known

        directory = Asking(self.directory, files, asked)
        zone = zone_of(self.frame.config)
        archive = CabinetArchive(whole, directory, self.rules, self.as_of, zone, standing_of)
        part = examine(replace(whole, records=own), directory, archive, self.book, self._part(piece), standings)
        return _judged(part, own, archive), asked

    def _part(self, piece: Piece) -> Tree:
        return Part(self.tree, piece.files, self.tree.findings)

    def _origin(self, sig: str) -> str:
        return self.origins.get(sig, "")

    @cached_property
    def rules(self) -> Mapping[tuple[str, str], tuple[Compiled, ...]]:
        """The rules for each unit and kind."""
        return self.book.by_kind()

    @cached_property
    def origins(self) -> Mapping[str, str]:
        """Every signature that holds, by its digest, with the path of the last record it is on."""
        found: dict[str, str] = {}
        for piece in self.pieces.values():
            for sig, path in self.reader.signatures(piece).items():
                found[sig] = max(path, found.get(sig, ""))
        return found


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
