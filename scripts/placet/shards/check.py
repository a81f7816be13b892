"""The check of a whole cabinet, piece by piece: reads, judges and counts, and keeps what it found for the next time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from msgspec.structs import replace as replaced

from placet.checks import signatures
from placet.directory import Shelf
from placet.judge import rhythms
from placet.model import Finding, Skip, Verdict
from placet.shards import judgement, kept, keys, ledgers, overall, workers
from placet.shards.asking import Rests
from placet.shards.frame import Frame, Past
from placet.shards.judging import Bench, Judged, counted_in
from placet.shards.kept import Brief, Questions, Shelved, decoded
from placet.shards.overall import Overall
from placet.shards.pieces import Piece
from placet.shards.reading import Reader
from placet.shards.shelves import REPEATED, Catalogue, Shelves, brief, state_of
from placet.shards.store import Store, opened
from placet.tally import Tally

#: Under which name it is kept what every check needs of all pieces.
_BRIEFS = "pieces"


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
    briefs: dict[str, Brief] = field(default_factory=dict)
    judged: dict[str, Judged] = field(default_factory=dict)

    def checked(self) -> Checked:
        """Everything that is found. What is not done piece by piece is done while others are at the pieces."""
        frame = self.frame
        consulted = None if frame.office.config.as_of else self.past.history
        token = self.past.token if consulted is not None else ""
        self.judge_key = keys.digest([frame.digest, token, str(self.past.shallow and bool(token))])
        self.reader = Reader(frame.tree, frame.office, frame.reading, self.store, lines=consulted is not None)
        before = kept.decoded(kept.briefs, self.store.read(_BRIEFS)) or {}
        self.shelves = Shelves(frame.pieces, self._shelf)
        with workers.asked(self._unread(before), self._read_one, self.processes) as read:
            book = frame.book
            for piece, (brief, shelf) in read:
                self.briefs[piece.name] = brief
                self.shelves.opened[piece.name] = shelf
        self.briefs = {name: self.briefs[name] for name in frame.pieces}
        state = state_of(frame.pieces, self.briefs)
        bench = Bench(
            tree=frame.tree,
            pieces=frame.pieces,
            files=frame.files,
            frame=frame.cabinet,
            book=book,
            directory=Catalogue(self.shelves, self.briefs.values(), state, self.store),
            reader=self.reader,
            as_of=self.as_of,
            history=consulted,
            state=state,
        )
        bench.groups = ledgers.summed(self._entries(bench))
        with workers.asked(self._unjudged(bench), lambda one: self._judged(bench, one), self.processes) as judged:
            findings = Overall(frame, bench, self.briefs, self.store).findings()
            for piece, found in judged:
                self._keep(piece, *found)
        summed = self._sum(bench, findings)
        if self.briefs != before:
            self.store.write(_BRIEFS, kept.encode(self.briefs))
        self.store.keep(self._names())
        return summed

    def _unread(self, before: Mapping[str, Brief]) -> list[Piece]:
        """Take what is known of each piece: those of which nothing is."""
        wanted: list[Piece] = []
        for name, piece in self.frame.pieces.items():
            known = before.get(name)
            if known is not None and known.read_key == self._read_key(piece):
                self.briefs[name] = known
            else:
                wanted.append(piece)
        return wanted

    def _read_key(self, piece: Piece) -> str:
        return self.frame.reading(piece.register) + piece.digest

    def _read_one(self, piece: Piece) -> tuple[Brief, Shelf]:
        read, key = self.reader.read(piece), self._read_key(piece)
        self.store.write(_shelf(piece.name), kept.encode(Shelved(key, read.shelf)))
        return brief(piece, key, read.shelf, kept.json(read.findings)), read.shelf

    def _shelf(self, piece: Piece) -> Shelf:
        """The shelf of a piece, as it is kept."""
        known = decoded(kept.shelved, self.store.read(_shelf(piece.name)))
        return known.shelf if known is not None and known.key == self._read_key(piece) else self._read_one(piece)[1]

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
            judged = self._known(bench, piece)
            if judged is None:
                wanted.append(piece)
            else:
                self.judged[name] = judged
        if wanted and bench.history is not None:
            # Read once here, not once in every child.
            bench.history.entered("", b"")
        return wanted

    def _keep(self, piece: Piece, found: bytes, rests: Rests, digest: str) -> None:
        """Keep how a piece was judged, for now and for the next time."""
        self.judged[piece.name] = kept.judged.decode(found)
        news = {"judge_key": self.judge_key, "judged": found, "rests": rests, "judgement": digest}
        self.briefs[piece.name] = replaced(self.briefs[piece.name], **news)

    def _judged(self, bench: Bench, piece: Piece) -> tuple[bytes, Rests, str]:
        judged, asked, whole = bench.judge(piece)
        self.store.write(_asked(piece.name), kept.encode(Questions(self.judge_key + piece.digest, asked)))
        self.store.write(judgement.name(piece.name), whole)
        return kept.json(judged), asked.rests(bench.state), judgement.digest(whole)

    def _known(self, bench: Bench, piece: Piece) -> Judged | None:
        before = self.briefs[piece.name]
        if before.judge_key != self.judge_key or before.rests is None:
            return None
        judged = decoded(kept.judged, before.judged)
        if judged is None or not judged.holds(self.as_of):
            return None
        return judged if before.rests.settled(bench.state) or self._still(bench, piece) else None

    def _still(self, bench: Bench, piece: Piece) -> bool:
        """Whether everything that a piece asked has the same answer now, though some of it might have another."""
        known = decoded(kept.questions, self.store.read(_asked(piece.name)))
        if known is None or known.key != self.judge_key + piece.digest:
            return False
        asked = known.asked
        origins = bench.origins if asked.signatures else {}
        if not asked.still(bench.directory, bench.files, origins, bench.groups.digest, bench.state):
            return False
        self.briefs[piece.name] = replaced(self.briefs[piece.name], rests=asked.rests(bench.state))
        return True

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
        judgements = {name: one.judgement for name, one in self.briefs.items()}
        return Checked(self.judge_key, tally, bench, rhythm, self.judged, judgements, self.store)

    def _names(self) -> Iterator[str]:
        """The names of everything that is worth keeping."""
        yield from (_BRIEFS, REPEATED, *overall.names(self.frame.cabinet))
        for name in self.frame.pieces:
            yield from (_shelf(name), f"records {name}", f"signatures {name}", ledgers.name(name))
            yield from (_asked(name), judgement.name(name))


def _shelf(piece: str) -> str:
    return f"shelf {piece}"


def _asked(piece: str) -> str:
    return f"asked {piece}"
