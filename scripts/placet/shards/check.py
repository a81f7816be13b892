"""The check of a whole cabinet, piece by piece: reads, judges and counts, and keeps what it found for the next time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from placet.checks import attachments, numbering, signatures
from placet.directory import Directory
from placet.judge import between, examples, rhythms
from placet.model import Finding, Skip, Verdict
from placet.rules.compile import Rulebook
from placet.shards import judgement, kept, keys, ledgers, workers
from placet.shards.frame import Frame, Past
from placet.shards.judging import Bench, Judged, Whole, counted_in
from placet.shards.kept import Answer, Kept, decoded
from placet.shards.pieces import Piece
from placet.shards.reading import Reader
from placet.shards.store import Store, opened
from placet.tally import Tally


@dataclass(frozen=True, slots=True)
class Checked:
    """A cabinet as checked: what was found, and what its records can be looked up and read again by.

    `key` names the office, the program and the history that it was judged by; `rhythms` are the verdicts on registers,
    whatever their status; `judged` is what was found in each piece and `judgements` the digests of the whole judgements
    on them, which are kept in the store.
    """

    key: str
    tally: Tally
    bench: Bench
    rhythms: tuple[Verdict, ...]
    judged: Mapping[str, Judged]
    judgements: Mapping[str, str]
    store: Store


def check(root: Path, frame: Frame, as_of: datetime, past: Past, *, kept: bool = True, processes: int = -1) -> Tally:
    """Check the cabinet of `frame`, whose portal is at `root`, as of a moment.

    `kept` says whether results may be taken from, and left in, the portal's `.placet/cache`; `processes` how many
    children may work at once, as many as there are cores when it is negative.
    """
    with opened(root, kept=kept) as store:
        return checked(frame, as_of, past, store, processes).tally


def checked(frame: Frame, as_of: datetime, past: Past, store: Store, processes: int = -1) -> Checked:
    """Check the cabinet of `frame`, as `check` does, with results kept in `store`."""
    return _Check(frame, as_of, past, store, workers.processes() if processes < 0 else processes).checked()


@dataclass
class _Check:
    frame: Frame
    as_of: datetime
    past: Past
    store: Store
    processes: int
    found: dict[str, Kept] = field(default_factory=dict)
    judged: dict[str, Judged] = field(default_factory=dict)

    def checked(self) -> Checked:
        """Everything that is found. What is not done piece by piece is done while others are at the pieces."""
        frame = self.frame
        consulted = None if frame.office.config.as_of else self.past.history
        token = self.past.token if consulted is not None else ""
        self.judge_key = keys.digest([frame.digest, token, str(self.past.shallow and bool(token))])
        self.reader = Reader(frame.tree, frame.office, frame.reading, self.store, lines=consulted is not None)
        with workers.asked(self._unread(), self._read_one, self.processes) as read:
            book = frame.book
            self.found |= {piece.name: kept.kept.decode(data) for piece, data in read}
        directory = Directory([self.found[name].shelf for name in frame.pieces])
        bench = Bench(
            frame.tree, frame.pieces, frame.files, frame.cabinet, book, directory, self.reader, self.as_of, consulted
        )
        bench.groups = ledgers.summed(self._entries(bench))
        with workers.asked(self._unjudged(bench), lambda one: self._judged(bench, one), self.processes) as judged:
            findings = self._whole(bench)
            for piece, found in judged:
                self._keep(piece, *found)
        summed = self._sum(bench, findings)
        self.store.keep(self._names())
        return summed

    def _unread(self) -> list[Piece]:
        """Take what is kept of each piece: those of which nothing is."""
        wanted: list[Piece] = []
        for name, piece in self.frame.pieces.items():
            known = decoded(kept.kept, self.store.read(f"piece {name}"))
            if known is not None and known.read_key == self._read_key(piece):
                self.found[name] = known
            else:
                wanted.append(piece)
        return wanted

    def _read_key(self, piece: Piece) -> str:
        return self.frame.reading(piece.register) + piece.digest

    def _read_one(self, piece: Piece) -> bytes:
        read = self.reader.read(piece)
        return kept.encode(Kept(self._read_key(piece), read.shelf, kept.json(read.findings)))

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

    def _keep(self, piece: Piece, found: bytes, asked: bytes, digest: str) -> None:
        """Keep how a piece was judged, for now and for the next time."""
        name, read = piece.name, self.found[piece.name]
        self.judged[name] = kept.judged.decode(found)
        self.found[name] = Kept(read.read_key, read.shelf, read.faults, self.judge_key, found, asked, digest)
        self.store.write(f"piece {name}", kept.encode(self.found[name]))

    def _judged(self, bench: Bench, piece: Piece) -> tuple[bytes, bytes, str]:
        judged, asked, whole = bench.judge(piece)
        self.store.write(judgement.name(piece.name), whole)
        return kept.json(judged), kept.encode(asked), judgement.digest(whole)

    def _known(self, bench: Bench, before: Kept) -> Judged | None:
        if before.judge_key != self.judge_key:
            return None
        judged, asked = decoded(kept.judged, before.judged), decoded(kept.asked, before.asked)
        if judged is None or asked is None or not judged.holds(self.as_of):
            return None
        origins = bench.origins if asked.signatures else {}
        return judged if asked.still(bench.directory, bench.files, origins, bench.groups.digest) else None

    def _whole(self, bench: Bench) -> list[Finding]:
        """What is found in the office, in its rules and between records, whatever each piece is judged to be."""
        frame, cabinet = self.frame, self.frame.cabinet
        findings = [*cabinet.findings, *bench.book.findings, *self._examples(bench.book)]
        findings += [one for name in frame.pieces for one in kept.findings.decode(self.found[name].faults)]
        findings += [one for path in cabinet.registers for one in self._sequence(path, bench.directory)]
        findings += between(replace(cabinet, records=Whole(bench)), bench.directory)
        findings += attachments.check(cabinet, frame.rest)
        return findings

    def _sum(self, bench: Bench, findings: Iterable[Finding]) -> Checked:
        cabinet = self.frame.cabinet
        parts = [self.judged[name] for name in self.frame.pieces]
        skips: list[Skip] = [*signatures.skips(cabinet, self.past.history, shallow=self.past.shallow)]
        skips += [skip for part in parts for skip in part.skips]
        verdicts: list[Verdict] = [verdict for part in parts for verdict in part.verdicts]
        counts = Counter[str]()
        for part in parts:
            counts.update(part.counts)
        rhythm = tuple(rhythms(cabinet, bench.book, counted_in(parts), self.as_of, skips))
        counts.update(one.status.value for one in rhythm)
        found = [*findings, *(finding for part in parts for finding in part.findings)]
        tally = Tally(
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
        judgements = {name: one.judgement for name, one in self.found.items()}
        return Checked(self.judge_key, tally, bench, rhythm, self.judged, judgements, self.store)

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
        before = decoded(kept.answer, self.store.read(name))
        known = decoded(kept.findings, before.findings) if before is not None and before.key == key else None
        if known is None:
            known = list(find())
            self.store.write(name, kept.encode(Answer(key, kept.json(known))))
        return known

    def _names(self) -> Iterator[str]:
        """The names of everything that is worth keeping."""
        yield "examples"
        yield from (f"sequence {path}" for path in self.frame.cabinet.registers)
        for name in self.frame.pieces:
            yield from (f"piece {name}", f"records {name}", f"signatures {name}", ledgers.name(name))
            yield judgement.name(name)
