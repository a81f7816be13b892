"""The documents of a merge, judged before and after: what is newly wrong, what is awaited, who signed which text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from placet import messages
from placet.gate.records import Touched
from placet.gate.ruling import Document, Explained
from placet.gate.side import Side, stem
from placet.model import Cabinet, Finding, Level, Place, Record, Status, Verdict
from placet.numbers import name
from placet.standing import NUMBER

#: The earlier texts of documents by their digest: what a signer saw, as far as the repository still has it.
Texts = Callable[[str], "str | None"]


@dataclass
class Found:
    """What the records of a merge give the ruling."""

    refusals: list[Finding] = field(default_factory=list)
    waits: list[Finding] = field(default_factory=list)
    notes: list[Finding] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)


@dataclass(frozen=True)
class Comparison:
    """Two sides of a merge and what moved between them (old document path → new)."""

    base: Side
    merged: Side
    touched: Sequence[Touched]
    moves: Mapping[str, str]
    texts: Texts

    def judge(self) -> Found:
        """Refusals for what is wrong after and was not before, waits for drafts that are to be numbered."""
        found = Found()
        subjects = self._subjects()
        around = self._around() - subjects
        changed = [one.path for one in self.touched]
        after = self.merged.findings(subjects | around, changed)
        olds = {self._old(path) for path in subjects} | around
        before = {self._key(one) for one in self.base.findings(olds, changed)}
        for finding in after:
            if self._key(finding) in before:
                continue
            is_error = messages.level(finding.code) is Level.ERROR
            (found.refusals if is_error else found.notes).append(finding)
        for path in sorted(subjects | around):
            found.refusals += self._breaches(path)
        gone = {
            one.path for one in self.touched if one.document is not None and one.path not in subjects
        } - self.moves.keys()
        for path in sorted(subjects | gone):
            document = self._document(path)
            found.documents.append(document)
            if document.blocking:
                words = {"title": document.title, "count": str(len(document.blocking))}
                found.waits.append(Finding("GAT050", Place(path), words))
        return found

    def _subjects(self) -> set[str]:
        present = self.merged.shelf.tree.paths()
        return {one.path for one in self.touched if one.path in present}

    def _old(self, path: str) -> str:
        return next((old for old, new in self.moves.items() if new == path), path)

    def _around(self) -> set[str]:
        """Other documents, present on both sides, whose judgement may turn on this merge."""
        found: set[str] = set()
        for one in self.touched:
            is_new = one.document is not None and one.document.added
            was, now = self.base.shelf.get(one.path), self.merged.shelf.get(one.path)
            for side, record in ((self.base, was), (self.merged, now)):
                if record is not None:
                    renamed = one.document is not None and not is_new
                    found |= {other.path for other in side.touched(record, renamed=renamed)}
        both = self.base.shelf.tree.paths().keys() & self.merged.shelf.tree.paths().keys()
        return found & both

    def _key(self, finding: Finding) -> tuple[str, str, tuple[tuple[str, str], ...]]:
        """What makes a finding the same before and after: not its line, and a moved draft by its new path."""
        moved = {stem(old): stem(new) for old, new in self.moves.items()}
        own = stem(finding.place.path)
        return finding.code, moved.get(own, own), tuple(sorted(finding.args.items()))

    def _breaches(self, path: str) -> Iterator[Finding]:
        record = self.merged.shelf.get(path)
        if record is None:
            return
        was = self.base.shelf.get(self._old(path))
        before = {_rule(one) for one in self.base.verdicts(was) if one.status is Status.BREACHED} if was else set()
        for verdict in self.merged.verdicts(record):
            if verdict.status is Status.BREACHED and _rule(verdict) not in before:
                yield from breach(self.merged.judges, record.title, verdict)

    def _document(self, path: str) -> Document:
        record = self.merged.shelf.get(path)
        was = self.base.shelf.get(self._old(path))
        shown = record or was
        register = self.merged.judges.registers.get(f"{shown.unit}/{shown.register}") if shown else None
        called = ""
        if register and shown and shown.year is not None and shown.number is not None:
            called = name(register, shown.year, shown.number)
        if record is None:
            return Document(path, called, None, was)
        verdicts = self.merged.verdicts(record)
        standings = self.merged.standings(record)
        had = frozenset(was.slip_lines) if was else frozenset()
        fresh = frozenset(n for n, line in enumerate(record.slip_lines, 1) if line not in had)
        older = {one.act.line: one.act.covers_document for one in standings if one.act.evidence}
        since = {line: self.texts(covered) for line, covered in older.items() if covered != record.document}
        text = self.merged.shelf.tree.read(path).decode("utf-8", "replace")
        blocking = self._blocking(record, verdicts)
        return Document(path, called, record, was, verdicts, standings, fresh, since, blocking, text)

    def _blocking(self, record: Record, verdicts: Sequence[Verdict]) -> frozenset[tuple[str, str]]:
        """The rules of a draft that still wait for what must come before its number."""
        if not record.is_draft:
            return frozenset()
        rules = self.merged.rules.get((record.unit, record.kind))
        guards = {
            (one.regulation.path, one.rule.id) for one in rules if any(before == NUMBER for _, before in one.demands)
        }
        return frozenset(_rule(one) for one in verdicts if one.status is Status.WAITING) & guards


def breach(judges: Cabinet, title: str, verdict: Verdict) -> Iterator[Finding]:
    """GAT020 for a breached rule of level error, with the verdict's reasons."""
    regulation = next(one for one in judges.regulations if one.path == verdict.regulation)
    rule = next(one for one in regulation.rules if one.id == verdict.rule)
    if rule.level is Level.ERROR:
        words = {"title": title, "regulation": regulation.title, "article": str(verdict.article)}
        places = [reason.place for reason in verdict.reasons if reason.place.path]
        place = min(places, default=Place(verdict.subject))
        yield Explained("GAT020", place, words, rule.says, (rule.place,), verdict.reasons)


def _rule(verdict: Verdict) -> tuple[str, str]:
    return verdict.regulation, verdict.rule
