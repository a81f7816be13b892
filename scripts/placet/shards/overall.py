"""What is found in the office, in its rules and between records, whatever each piece is judged to be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from placet.checks import attachments, numbering
from placet.judge import between, examples
from placet.model import Cabinet, Finding
from placet.shards import kept, keys
from placet.shards.frame import Frame
from placet.shards.judging import Bench, Whole
from placet.shards.kept import Answer, Brief, decoded
from placet.shards.store import Store

_EXAMPLES = "examples"


@dataclass(frozen=True)
class Overall:
    """What takes looking at more than one piece; most of it is remembered until what it rests on changes."""

    frame: Frame
    bench: Bench
    briefs: Mapping[str, Brief]
    store: Store

    def findings(self) -> list[Finding]:
        """All of it, and the faults met in reading."""
        frame, cabinet, bench = self.frame, self.frame.cabinet, self.bench
        findings = [*cabinet.findings, *bench.book.findings, *self._examples()]
        findings += [one for brief in self.briefs.values() for one in kept.findings.decode(brief.faults)]
        findings += [one for path in cabinet.registers for one in self._sequence(path)]
        findings += between(replace(cabinet, records=Whole(bench)), bench.directory)
        findings += attachments.check(cabinet, frame.rest)
        return findings

    def _examples(self) -> list[Finding]:
        """What the worked examples say; they are run again only when the office or the program has changed."""
        return self._remembered(_EXAMPLES, self.frame.digest, lambda: examples(self.frame.cabinet, self.bench.book))

    def _sequence(self, register: str) -> list[Finding]:
        """What is found between the records of one register, which rests on their cards and the names of files."""
        pieces = [piece for piece in self.frame.pieces.values() if piece.register == register]
        key = keys.digest([self.frame.digest, *(self.briefs[piece.name].cards for piece in pieces)])

        def found() -> Iterable[Finding]:
            directory = self.bench.directory
            files = {path: blob for piece in pieces for path, blob in piece.files.items()}
            records = {path: directory.record(path) for path in files if directory.has(path)}
            return numbering.of_register(replace(self.frame.cabinet, records=records, files=files), register)

        return self._remembered(_named(register), key, found)

    def _remembered(self, name: str, key: str, find: Callable[[], Iterable[Finding]]) -> list[Finding]:
        before = decoded(kept.answer, self.store.read(name))
        known = decoded(kept.findings, before.findings) if before is not None and before.key == key else None
        if known is None:
            known = list(find())
            self.store.write(name, kept.encode(Answer(key, kept.json(known))))
        return known


def names(cabinet: Cabinet) -> Iterator[str]:
    """The names of everything that is remembered."""
    yield _EXAMPLES
    yield from (_named(register) for register in cabinet.registers)


def _named(register: str) -> str:
    return f"sequence {register}"
