"""What may be done to records' files: filed ones stay as they are, slips only grow, drafts are free.

Judged by paths and bytes alone, before any rule is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from placet.gate.changes import mode_is_fit
from placet.gate.ruling import Change
from placet.gate.side import Side, stem
from placet.model import Finding, Place, Record

_FILED = re.compile(r"records/[^/]+/[^/]+/[0-9]{4}/[^/]+")


@dataclass
class Touched:
    """One record with every path of it that changes: its document, its slip and what lies beside them."""

    stem: str
    document: Change | None = None
    slip: Change | None = None
    beside: list[Change] = field(default_factory=list)

    @property
    def path(self) -> str:
        """The document's path."""
        return f"{self.stem}.md"

    @property
    def is_filed(self) -> bool:
        """Whether the path is that of a number."""
        return _FILED.fullmatch(self.stem) is not None


def grouped(changed: Sequence[Change]) -> tuple[Touched, ...]:
    """The changed files of records, record by record."""
    found: dict[str, Touched] = {}
    for one in changed:
        name = stem(one.path)
        touched = found.setdefault(name, Touched(name))
        if one.path == touched.path:
            touched.document = one
        elif one.path == f"{name}.jsonl":
            touched.slip = one
        else:
            touched.beside.append(one)
    return tuple(found.values())


def moved(touched: Sequence[Touched], base: Side, merged: Side) -> Mapping[str, str]:
    """Old → new document path of drafts that go to another path in this merge, known by their permanent id."""
    gone = [one.path for one in touched if one.document is not None and one.document.deleted]
    come = [one.path for one in touched if one.document is not None and one.document.added]
    fresh = {record.id: path for path in come if (record := merged.shelf.get(path)) is not None}
    found = {}
    for path in gone:
        record = base.shelf.get(path)
        if record is not None and record.id in fresh and record.is_draft:
            found[path] = fresh[record.id]
    return found


def faults(
    touched: Sequence[Touched], moves: Mapping[str, str], base: Side, merged: Side, corrected: frozenset[str]
) -> Iterator[Finding]:
    """What no record's files may undergo (GAT010–GAT017, GAT019); `corrected`: by a proved correction."""
    for one in touched:
        yield from _modes(one)
        if one.is_filed and base.shelf.tree.paths().get(one.path) is not None:
            yield from _filed(one, corrected)
        yield from _slip(one, moves, base, merged)
        yield from _id(one, base, merged)


def _modes(one: Touched) -> Iterator[Finding]:
    for change in (one.document, one.slip, *one.beside):
        if change is not None and not mode_is_fit(change):
            yield Finding("GAT010", Place(change.path), {"path": change.path, "mode": change.now_mode})


def _filed(one: Touched, corrected: frozenset[str]) -> Iterator[Finding]:
    document = one.document
    if document is not None and document.deleted:
        yield Finding("GAT011", Place(one.path), {"path": one.path})
    elif document is not None and one.path not in corrected:
        yield Finding("GAT012", Place(one.path), {"path": one.path})
    for change in one.beside:
        if not change.added:
            yield Finding("GAT013", Place(change.path), {"path": change.path, "document": one.path})


def _slip(one: Touched, moves: Mapping[str, str], base: Side, merged: Side) -> Iterator[Finding]:
    """Lines of a slip stay while the record stays, wherever it goes."""
    old = f"{one.stem}.jsonl"
    had = base.shelf.tree.paths().get(old)
    if had is None or (one.slip is None and one.document is None):
        return
    path = moves.get(one.path, one.path)
    if path == one.path and not merged.shelf.tree.paths().get(path) and not one.is_filed:
        yield from _disputed(one, base)  # the whole draft goes
        return
    new = path.removesuffix(".md") + ".jsonl"
    before = base.shelf.tree.read(old)
    after = merged.shelf.tree.read(new) if new in merged.shelf.tree.paths() else b""
    if not after.startswith(before):
        same = 0
        for was, now in zip(before.splitlines(True), after.splitlines(True), strict=False):
            if was != now:
                break
            same += 1
        yield Finding("GAT014", Place(new, same + 1), {"path": new, "line": str(same + 1)})


def _disputed(one: Touched, base: Side) -> Iterator[Finding]:
    """GAT019: gone with its objection, a draft could come back with everything but the objection."""
    record = base.shelf.get(one.path)
    if record is None:
        return
    known = base.judges.kinds[record.kind].acts
    for act in record.acts:
        if act.act in known and known[act.act].objection and act.evidence:
            yield Finding("GAT019", Place(one.path), {"path": one.path, "line": str(act.line)})
            return


def _id(one: Touched, base: Side, merged: Side) -> Iterator[Finding]:
    """The id stands in plain letters, is the record's own, and does not change while the path stays."""
    if one.document is None or one.document.deleted:
        return
    record = merged.shelf.get(one.path)
    if record is None:
        return
    plain = re.compile(rb"^id: " + record.id.encode() + rb"(?:[ \t]+#.*)?\r?$", re.MULTILINE)
    if not plain.search(merged.shelf.tree.read(one.path)):
        yield Finding("GAT015", record.where("id"), {"id": record.id})
    was = base.shelf.get(one.path) if one.path in base.shelf.tree.paths() else None
    if was is not None and was.id != record.id and was.acts:
        yield Finding("GAT016", record.where("id"), {"was": was.id, "now": record.id})
    yield from _used(record, merged)


def _used(record: Record, merged: Side) -> Iterator[Finding]:
    """Another record with the same id: acts signed for one would hold for the other."""
    candidates = {*merged.shelf.names.naming({record.id}), *merged.shelf.changed} - {record.path}
    for path in sorted(candidates):
        other = merged.shelf.get(path) if path in merged.shelf.tree.paths() else None
        if other is not None and other.id == record.id:
            yield Finding("GAT017", record.where("id"), {"id": record.id, "other": path}, related=(Place(path),))
            return
