"""Trees for the gate: record files from the merge, everything that judges from the base; and parts of such a tree."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from placet.entries import refusal
from placet.gate.changes import RECORD, Entry, class_of
from placet.gate.ruling import Change
from placet.git import ROOTS, Blobs
from placet.model import Finding

#: Most records' paths, told from the others without going through the table.
_RECORD = re.compile(r"records/[a-z0-9_-]+/[a-z0-9_-]+/(?:[0-9]{4}|drafts)/[a-z0-9-]+\.(?:md|jsonl)")

_FOLDERS = tuple(f"{root}/" for root in ROOTS)
_PLAIN = "100644"


class ListedTree:
    """A `placet.tree.Tree` over a listing of a repository's blobs; nothing is read before it is asked for."""

    def __init__(self, entries: Mapping[str, Entry], blobs: Blobs, origin: str) -> None:
        self.origin = origin
        self._blobs = blobs
        self._files: dict[str, str] = {}
        findings: list[Finding] = []
        for path, (mode, blob) in entries.items():
            if path.startswith(_FOLDERS):
                refused = None if mode == _PLAIN and path.isascii() and path.isprintable() else refusal(path, mode)
                if refused:
                    findings.append(refused)
                else:
                    self._files[path] = blob
        self.findings: tuple[Finding, ...] = tuple(findings)

    def paths(self) -> Mapping[str, str]:
        """Path → blob id of every file under `records/` and `docs/`, in path order."""
        return self._files

    def read(self, path: str) -> bytes:
        """The bytes of a listed path. Raises KeyError for any other."""
        return self._blobs.read(self._files[path])

    def changed(self, changes: Sequence[Change], origin: str) -> ListedTree:
        """This tree with these changes."""
        come = {one.path: Entry(one.now_mode, one.now) for one in changes if not one.deleted}
        fresh = ListedTree(come, self._blobs, origin)
        touched = {one.path for one in changes}
        files = {path: blob for path, blob in self._files.items() if path not in touched}
        files.update(fresh.paths())
        fresh._files = {path: files[path] for path in sorted(files)}
        kept = (one for one in self.findings if one.place.path not in touched)
        fresh.findings = (*kept, *fresh.findings)
        return fresh


class PartialTree:
    """Some of the files of a tree."""

    def __init__(self, tree: ListedTree, paths: Iterable[str]) -> None:
        self.origin = tree.origin
        self._tree = tree
        known = tree.paths()
        self._files = {path: known[path] for path in sorted(paths) if path in known}
        self.findings: tuple[Finding, ...] = ()

    def paths(self) -> Mapping[str, str]:
        """Path → blob id of the chosen files."""
        return self._files

    def read(self, path: str) -> bytes:
        """The bytes of a chosen path. Raises KeyError for any other."""
        if path not in self._files:
            raise KeyError(path)
        return self._tree.read(path)


def judging(entries: Mapping[str, Entry]) -> dict[str, Entry]:
    """The files below `records/` and `docs/` that judge: everything but records."""
    return {path: entry for path, entry in entries.items() if not _RECORD.fullmatch(path) and class_of(path) != RECORD}


def hybrid(base: ListedTree, changes: Sequence[Change]) -> ListedTree:
    """The tree that is judged: records as merged, all that judges as on the base."""
    return base.changed([one for one in changes if one.kind == RECORD], "merge")
