"""The check of a whole cabinet, piece by piece: reads, judges and counts, and keeps what it found for the next time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Protocol, TypeVar

import msgspec

from placet.checks import attachments, numbering, signatures
from placet.directory import Directory, Shelf
from placet.judge import between, examples, rhythms
from placet.model import Finding, Skip, Verdict
from placet.rules.compile import Rulebook, rulebook
from placet.shards import keys, ledgers, workers
from placet.shards.asking import Asked
from placet.shards.frame import Frame, Past
from placet.shards.judging import Bench, Judged, Whole, counted_in
from placet.shards.pieces import Piece
from placet.shards.reading import Reader
from placet.shards.store import Store, opened
from placet.tally import Tally

Kept_co = TypeVar("Kept_co", covariant=True)


class _Decoder(Protocol[Kept_co]):
    def decode(self, buf: bytes, /) -> Kept_co: ...


class Kept(msgspec.Struct, array_like=True):
    """What is kept of a piece: how it was read under `read_key`, and how it was judged under `judge_key`."""

    read_key: str
    shelf: Shelf
    faults: bytes
    judge_key: str = ""
    judged: bytes = b""
    asked: bytes = b""


class _Answer(msgspec.Struct, array_like=True):
    key: str
    findings: bytes


_encode, _json = msgspec.msgpack.Encoder().encode, msgspec.json.Encoder().encode
_kept = msgspec.msgpack.Decoder(Kept)
_answer = msgspec.msgpack.Decoder(_Answer)
_judged = msgspec.json.Decoder(Judged)
_asked = msgspec.msgpack.Decoder(Asked)
_findings = msgspec.json.Decoder(list[Finding])


def check(root: Path, frame: Frame, as_of: datetime, past: Past, *, kept: bool = True, processes: int = -1) -> Tally:
    """Check the cabinet of `frame`, whose portal is at `root`, as of a moment.

    `kept` says whether results may be taken from, and left in, the portal's `.placet/cache`; `processes` how many
    children may work at once, as many as there are cores when it is negative.
    """
    count = workers.processes() if processes < 0 else processes
    with opened(root, kept=kept) as store:
        return _Check(frame, as_of, past, store, count).tally()


@dataclass
class _Check:
    frame: Frame
    as_of: datetime
    past: Past
    store: Store
    processes: int
    found: dict[str, Kept] = field(default_factory=dict)
    judged: dict[str, Judged] = field(default_factory=dict)

    def tally(self) -> Tally:
        """Everything that is found. What is not done piece by piece is done while others are at the pieces."""
        frame = self.frame
        consulted = None if frame.office.config.as_of else self.past.history
        token = self.past.token if consulted is not None else ""
        self.judge_key = keys.digest([frame.digest, token, str(self.past.shallow and bool(token))])
        self.reader = Reader(frame.tree, frame.office, frame.reading, self.store, lines=consulted is not None)
        with workers.asked(self._unread(), self._read_one, self.processes) as read:
            book = rulebook(frame.cabinet)
            self.found |= {piece.name: _kept.decode(data) for piece, data in read}
        directory = Directory([self.found[name].shelf for name in frame.pieces])
        bench = Bench(
            frame.tree, frame.pieces, frame.files, frame.cabinet, book, directory, self.reader, self.as_of, consulted
        )
        bench.groups = ledgers.summed(self._entries(bench))
        with workers.asked(self._unjudged(bench), lambda one: _packed(bench, one), self.processes) as judged:
            findings = self._whole(bench)
            for piece, (found, asked) in judged:
                self._keep(piece, found, asked)
        tally = self._sum(bench, findings)
        self.store.keep(self._names())
        return tally

    def _unread(self) -> list[Piece]:
        """Take what is kept of each piece: those of which nothing is."""
        wanted: list[Piece] = []
        for name, piece in self.frame.pieces.items():
            kept = _decoded(_kept, self.store.read(f"piece {name}"))
            if kept is not None and kept.read_key == self._read_key(piece):
                self.found[name] = kept
            else:
                wanted.append(piece)
        return wanted

    def _read_key(self, piece: Piece) -> str:
        return self.frame.reading(piece.register) + piece.digest

    def _read_one(self, piece: Piece) -> bytes:
        read = self.reader.read(piece)
        return _encode(Kept(self._read_key(piece), read.shelf, _json(read.findings)))

    def _entries(self, bench: Bench) -> Iterator[ledgers.Entries]:
        """What each piece adds to totals: as it is kept while neither the piece nor the office has changed."""
        wanted: list[tuple[Piece, str]] = []
        for piece in (one for one in self.frame.pieces.values() if bench.counts(one)):
            key = self.judge_key + piece.digest
            found = ledgers.kept(self.store, piece)
            if found is not None and found.holds(key, self.as_of):
                yield found
            else:
                wanted.append((piece, key))
        with workers.asked(wanted, lambda one: bench.entries(*one), self.processes) as made:
            for (piece, _), data in made:
                self.store.write(ledgers.name(piece.name), data)
                yield ledgers.decoded(data)

    def _unjudged(self, bench: Bench) -> list[Piece]:
        """Take what was judged of each piece while nothing it rests on has changed: those where that is not so."""
        wanted: list[Piece] = []
        for name, piece in self.frame.pieces.items():
            judged = self._known(bench, self.found[name])
            if judged is None:
                wanted.append(piece)
            else:
                self.judged[name] = judged
        if wanted and bench.history is not None:
            # Read once here, not once in every child.
            bench.history.entered("", b"")
        return wanted

    def _keep(self, piece: Piece, found: bytes, asked: bytes) -> None:
        """Keep how a piece was judged, for now and for the next time."""
        name, kept = piece.name, self.found[piece.name]
        self.judged[name] = _judged.decode(found)
        self.found[name] = Kept(kept.read_key, kept.shelf, kept.faults, self.judge_key, found, asked)
        self.store.write(f"piece {name}", _encode(self.found[name]))

    def _known(self, bench: Bench, kept: Kept) -> Judged | None:
        if kept.judge_key != self.judge_key:
            return None
        judged, asked = _decoded(_judged, kept.judged), _decoded(_asked, kept.asked)
        if judged is None or asked is None or not judged.holds(self.as_of):
            return None
        origins = bench.origins if asked.signatures else {}
        return judged if asked.still(bench.directory, bench.files, origins, bench.groups.digest) else None

    def _whole(self, bench: Bench) -> list[Finding]:
        """What is found in the office, in its rules and between records, whatever each piece is judged to be."""
        frame, cabinet = self.frame, self.frame.cabinet
        findings = [*cabinet.findings, *bench.book.findings, *self._examples(bench.book)]
        findings += [one for name in frame.pieces for one in _findings.decode(self.found[name].faults)]
        findings += [one for path in cabinet.registers for one in self._sequence(path, bench.directory)]
        findings += between(replace(cabinet, records=Whole(bench)), bench.directory)
        findings += attachments.check(cabinet, frame.rest)
        return findings

    def _sum(self, bench: Bench, findings: Iterable[Finding]) -> Tally:
        cabinet = self.frame.cabinet
        parts = [self.judged[name] for name in self.frame.pieces]
        skips: list[Skip] = [*signatures.skips(cabinet, self.past.history, shallow=self.past.shallow)]
        skips += [skip for part in parts for skip in part.skips]
        verdicts: list[Verdict] = [verdict for part in parts for verdict in part.verdicts]
        counts = Counter[str]()
        for part in parts:
            counts.update(part.counts)
        rhythm = list(rhythms(cabinet, bench.book, counted_in(parts), self.as_of, skips))
        counts.update(one.status.value for one in rhythm)
        found = [*findings, *(finding for part in parts for finding in part.findings)]
        return Tally(
            frame=cabinet,
            as_of=self.as_of,
            findings=tuple(sorted(found, key=lambda one: one.sort_key)),
            verdicts=(*verdicts, *(one for one in rhythm if one.status.value in ("waiting", "breached"))),
            skips=tuple(skips),
            counts=counts,
            records=sum(part.records for part in parts),
            drafts=sum(part.drafts for part in parts),
            acts=sum(part.acts for part in parts),
        )

    def _examples(self, book: Rulebook) -> list[Finding]:
        """What the worked examples say; they are run again only when the office or the program has changed."""
        return self._remembered("examples", self.frame.digest, lambda: examples(self.frame.cabinet, book))

    def _sequence(self, register: str, directory: Directory) -> list[Finding]:
        """What is found between the records of one register."""
        pieces = [piece for piece in self.frame.pieces.values() if piece.register == register]
        key = keys.digest([self.frame.digest, *(piece.digest for piece in pieces)])

        def found() -> Iterable[Finding]:
            paths = [path for piece in pieces for path in self.found[piece.name].shelf.paths]
            files = {path: blob for piece in pieces for path, blob in piece.files.items()}
            records = {path: directory.record(path) for path in paths}
            return numbering.of_register(replace(self.frame.cabinet, records=records, files=files), register)

        return self._remembered(f"sequence {register}", key, found)

    def _remembered(self, name: str, key: str, find: Callable[[], Iterable[Finding]]) -> list[Finding]:
        kept = _decoded(_answer, self.store.read(name))
        known = _decoded(_findings, kept.findings) if kept is not None and kept.key == key else None
        if known is None:
            known = list(find())
            self.store.write(name, _encode(_Answer(key, _json(known))))
        return known

    def _names(self) -> Iterator[str]:
        """The names of everything that is worth keeping."""
        yield "examples"
        yield from (f"sequence {path}" for path in self.frame.cabinet.registers)
        for name in self.frame.pieces:
            yield from (f"piece {name}", f"records {name}", f"signatures {name}", ledgers.name(name))


def _packed(bench: Bench, piece: Piece) -> tuple[bytes, bytes]:
    judged, asked = bench.judge(piece)
    return _json(judged), _encode(asked)


def _decoded(decoder: _Decoder[Kept_co], data: bytes | None) -> Kept_co | None:
    """What the bytes say, or None when they do not say it as it should be said."""
    try:
        return None if data is None else decoder.decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
