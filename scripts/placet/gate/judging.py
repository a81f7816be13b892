"""The gate: judges the merge of a head into a base by what the base says, and rules whether it may land."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path

from placet import messages
from placet.cabinet import load
from placet.gate import entry, founding, numbers, records
from placet.gate import judges as orders
from placet.gate.changes import RECORD, Entry, changes, listing, oversized
from placet.gate.corrections import corrected
from placet.gate.documents import Comparison, Found
from placet.gate.hybrid import ListedTree, hybrid, judging
from placet.gate.lazy import LazyRules, Shelf
from placet.gate.merge import Merge, Unmergeable, is_nothing, merge
from placet.gate.names import Names
from placet.gate.rhythm import broken
from placet.gate.ruling import Change, Outcome, Ruling
from placet.gate.side import Side, stem
from placet.gate.texts import EarlierTexts, touched_since
from placet.git import Blobs, GitError, Repository
from placet.model import Cabinet, Config, Finding, Level, Place
from placet.readers import config

#: The line of a document's permanent id, and for how many documents it is looked up beforehand.
_ID = re.compile(rb"^id: ([0-9a-z-]{1,40})(?:[ \t]+#.*)?\r?$", re.MULTILINE)
_FORESEEN = 200
#: The error of contents that are not what their id says.
_FALSE = "GIT007"


def judge_merge(
    repo: Path, base: str, head: str, branches: Sequence[str], as_of: datetime, root_key: str = ""
) -> Ruling:
    """The ruling on merging `head` into `base`, judged as of a moment.

    `branches` are other open branches whose numbers count as taken. Nothing of the head is run or obeyed. Where there
    is no base, `root_key` is the fingerprint that the founding commit must be signed by. Raises UserError for a
    repository or revision that Git does not know.
    """
    repository = Repository(repo)
    if root_key and is_nothing(base):
        return founding.judge(repository, base, head, root_key, as_of)
    try:
        found = merge(repository, base, head)
    except Unmergeable as refused:
        return Ruling(Outcome.REFUSED, base, head, as_of, refusals=refused.findings)
    blobs = Blobs(repository)
    try:
        return _Gate(repository, found, blobs, as_of).rule(branches)
    except GitError as error:
        if error.code != _FALSE:
            raise
        false = Finding("GAT009", Place(""), {"blob": error.words["blob"]})
        return Ruling(Outcome.REFUSED, found.base, found.head, as_of, refusals=(false,))
    finally:
        blobs.close()


def settings(repo: Path, base: str) -> Config:
    """The portal's settings on the base: its clock and time zone. What cannot be read leaves UTC."""
    repository = Repository(repo)
    path = "records/cabinet.yaml"
    if not is_nothing(base):
        entry = listing(repository, repository.commit(base), path).get(path)
        blobs = Blobs(repository)
        try:
            found = config.read(blobs.read(entry.blob), path)[0] if entry else None
        finally:
            blobs.close()
        if found is not None:
            return found
    return Config("", date.min, None, "+00:00", ())


@dataclass
class _Gate:
    repository: Repository
    merge: Merge
    blobs: Blobs
    as_of: datetime

    def rule(self, branches: Sequence[str]) -> Ruling:
        changed = changes(self.repository, f"{self.merge.base}^{{tree}}", self.merge.tree)
        large = oversized(self.repository, changed)
        if large:
            return Ruling(Outcome.REFUSED, self.merge.base, self.merge.head, self.as_of, large, changes=changed)
        documents = frozenset(one.path for one in changed if one.kind == RECORD and one.path.endswith(".md"))
        names = Names(self.repository, self.merge.base, documents)
        self._foresee(names, changed, documents)
        base = listing(self.repository, self.merge.base)
        cabinet = load(ListedTree(judging(base), self.blobs, "base"))
        by_record = [one for one in changed if one.kind == RECORD]
        others = [one for one in changed if one.kind != RECORD]
        found = Found()
        found.refusals += _unsound(cabinet) if by_record else ()
        found.refusals += _mixed(by_record, others)
        side: Side | None = None
        if by_record and not found.refusals:
            before = self._base_side(base, cabinet, names, documents)
            side = self._records(by_record, base, before, branches, found)
        digest = ""
        if others:
            digest = orders.digest(others, self.blobs)
            if not by_record:
                before = self._base_side(base, cabinet, names, documents)
                spent = partial(touched_since, self.repository, self.merge.base, [one.path for one in others])
                orders.judge(before, others, base, digest, found, self.blobs, spent)
        return self._ruling(changed, found, digest, side, cabinet)

    def _ruling(
        self, changed: tuple[Change, ...], found: Found, digest: str, side: Side | None, cabinet: Cabinet
    ) -> Ruling:
        outcome = Outcome.REFUSED if found.refusals else Outcome.WAITING if found.waits else Outcome.MERGEABLE
        read = {"documents": len(side.shelf.findings), "searches": side.shelf.names.searches} if side else {}
        return Ruling(
            outcome=outcome,
            base=self.merge.base,
            head=self.merge.head,
            as_of=self.as_of,
            refusals=_once(found.refusals),
            waits=tuple(found.waits),
            notes=_once(found.notes),
            documents=tuple(found.documents),
            changes=changed,
            digest=digest,
            cabinet=side.shelf.cabinet({}) if side else cabinet,
            read=read,
        )

    def _records(
        self, changed: Sequence[Change], base: dict[str, Entry], before: Side, branches: Sequence[str], found: Found
    ) -> Side:
        documents = sorted(one.path for one in changed if one.path.endswith(".md"))
        tree = hybrid(before.shelf.tree, changed)
        kept = [path for path in documents if path in tree.paths()]
        shelf = Shelf(tree, before.judges, before.shelf.names, kept)
        touched = records.grouped(changed)
        merged = Side(shelf, before.rules, self.as_of, _lines(before, touched), before.cache)
        for side in (before, merged):
            known = [record for one in touched if (record := side.shelf.get(one.path)) is not None]
            before.shelf.names.expect(name for record in known for name in (record.id, record.ref))
        moves = records.moved(touched, before, merged)
        proved = corrected(touched, before, merged, found.notes, found.refusals)
        found.refusals += entry.faults(touched, merged, proved)
        found.refusals += records.faults(touched, moves, before, merged, proved)
        found.refusals += numbers.faults(changed, base, tree.paths(), self._branches(branches))
        texts = EarlierTexts(self.repository, self.merge, documents, self.blobs)
        compared = Comparison(before, merged, touched, moves, texts.find).judge()
        found.refusals += compared.refusals
        found.refusals += broken(before, merged, touched)
        found.waits += compared.waits
        found.notes += compared.notes
        found.documents += compared.documents
        return merged

    def _foresee(self, names: Names, changed: Sequence[Change], documents: frozenset[str]) -> None:
        """Begin looking for the names of changed documents, where all that changes has its document changed as well."""
        stems = {stem(one.path) for one in changed}
        if not documents or len(documents) > _FORESEEN or stems != {stem(path) for path in documents}:
            return
        blobs = {blob for one in changed if one.path in documents for blob in (one.was, one.now) if blob}
        ids = (_ID.search(self.blobs.read(blob)) for blob in sorted(blobs))
        refs = (path.removeprefix("records/").removesuffix(".md") for path in documents)
        names.begin([*refs, *(found[1].decode() for found in ids if found)])

    def _base_side(self, base: dict[str, Entry], cabinet: Cabinet, names: Names, documents: frozenset[str]) -> Side:
        tree = ListedTree(base, self.blobs, "base")
        shelf = Shelf(tree, cabinet, names, [path for path in sorted(documents) if path in tree.paths()])
        return Side(shelf, LazyRules(cabinet), self.as_of)

    def _branches(self, branches: Sequence[str]) -> list[numbers.Branch]:
        """The other open branches; one that the head has in it, or that has the head in it, is the same work."""
        found = []
        for name in branches:
            commit = self.repository.commit(name)
            ancestors = ((commit, self.merge.head), (self.merge.head, commit))
            if any(self.repository.answer("merge-base", "--is-ancestor", *pair)[0] == 0 for pair in ancestors):
                continue
            found.append(numbers.Branch(name, listing(self.repository, commit, "records")))
        return found


def _once(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    kept: dict[object, Finding] = {}
    for one in sorted(findings, key=lambda finding: (not _is_own(finding), finding.sort_key)):
        kept.setdefault((one.sort_key, one.quote), one)
    return tuple(kept.values())


def _is_own(finding: Finding) -> bool:
    """Whether the gate itself speaks, of what may not be done to files at all: said before what follows from it."""
    return finding.code.startswith("GAT") and finding.code != "GAT020"


def _unsound(cabinet: Cabinet) -> Sequence[Finding]:
    """GAT007 when the base's own judges cannot be read: nothing can be judged by them."""
    errors = [one for one in cabinet.findings if messages.level(one.code) is Level.ERROR]
    return [Finding("GAT007", one.place, {"path": one.place.path}, related=(one.place,)) for one in errors[:1]]


def _mixed(by_record: Sequence[Change], others: Sequence[Change]) -> Sequence[Finding]:
    if not (by_record and others):
        return ()
    words = {"record": by_record[0].path, "judge": others[0].path, "count": str(len(others))}
    return [Finding("GAT040", Place(others[0].path), words, related=(Place(by_record[0].path),))]


def _lines(before: Side, touched: Sequence[records.Touched]) -> frozenset[bytes]:
    """Every line that the slips of these records have on the base."""
    known = before.shelf.tree.paths()
    slips = (f"{one.stem}.jsonl" for one in touched)
    data = (before.shelf.tree.read(slip) for slip in slips if slip in known)
    return frozenset(line for one in data for line in one.replace(b"\r\n", b"\n").splitlines(keepends=True))
