"""The frame of a cabinet: the office, its registers and its rules, with the records still to be read piece by piece."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path

from placet.cabinet import load, load_regulations
from placet.git import ROOTS
from placet.model import Cabinet, Finding
from placet.rules.compile import Rulebook, rulebook
from placet.shards import keys
from placet.shards.pieces import Part, cut, piece_of
from placet.standing import History
from placet.tree import MemoryTree, Tree

#: No file of an office is as large; where one is, nothing is foreseen.
_LARGEST = 1 << 22


@dataclass(frozen=True, slots=True)
class Past:
    """What is asked of the main branch: `token` names its state, so that other answers have another name."""

    history: History | None = None
    token: str = ""
    shallow: bool = False


class Frame:
    """A cabinet without its records, cut into pieces. `office` is all of it that records are read by.

    `before` is one of an earlier state: what rests on files that have not changed since is taken from there.
    """

    office: Cabinet
    given: tuple[Mapping[str, str], tuple[Finding, ...]]

    def __init__(self, tree: Tree, before: Frame | None = None) -> None:
        self.tree = tree
        self.files = tree.paths()
        pieces, rest = cut(self.files)
        self.given = rest, tree.findings
        office = self._office(rest) if before is None or before.given != self.given else before.office
        stray = [one for one in pieces.values() if one.register not in office.registers]
        if stray:
            rest = dict(sorted((rest | {path: blob for one in stray for path, blob in one.files.items()}).items()))
            office = self._office(rest)
        self.office = replace(office, files=self.files)
        self.rest = Part(tree, rest, tree.findings)
        self.pieces = {name: one for name, one in pieces.items() if one.register in office.registers}
        self.is_cabinet = bool(pieces) or any(path.startswith("records/") for path in rest) or bool(tree.findings)
        refused = [repr(finding) for finding in tree.findings]
        self.digest = keys.digest([keys.program(), *(f"{path}\0{blob}" for path, blob in rest.items()), *refused])
        same = before is not None and before.digest == self.digest
        self._known = (before.cabinet, before.book) if before is not None and same else None

    def _office(self, rest: Mapping[str, str]) -> Cabinet:
        files = {path: blob for path, blob in rest.items() if not path.startswith("docs/")}
        return load(Part(self.tree, files, self.tree.findings))

    @cached_property
    def book(self) -> Rulebook:
        """The rules of its regulations."""
        return rulebook(self.cabinet) if self._known is None else self._known[1]

    @cached_property
    def cabinet(self) -> Cabinet:
        """The office with its regulations."""
        if self._known is not None:
            return replace(self._known[0], files=self.files)
        files = {path: blob for path, blob in self.rest.paths().items() if path.startswith("docs/")}
        return load_regulations(Part(self.tree, files), self.office)

    def reading(self, register: str) -> str:
        """The digest of what the records of a register are read by."""
        kind = self.office.registers[register].kind
        files = (f"records/registers/{kind}.yaml", f"records/{register}/register.yaml")
        return keys.digest([keys.program(), *(self.files.get(path, "") for path in files)])


#: A cabinet, the moment to judge it by, and what is asked of the main branch.
Found = tuple[Frame, datetime, Past]


def foreseen(root: Path) -> Frame:
    """What the frame of the work tree at `root` will be if Git has nothing to say against the files on disk.

    It is made while Git is at work, and goes into `Frame` as `before`, which takes from it only what turns out alike.
    """
    files: dict[str, bytes] = {}
    waiting = [start for start in ROOTS if not (root / start).is_symlink()]
    while waiting:
        folder = waiting.pop()
        with suppress(OSError), os.scandir(root / folder) as entries:
            for entry in entries:
                path = f"{folder}/{entry.name}"
                if entry.is_dir(follow_symlinks=False) and not piece_of(f"{path}/0"):
                    waiting.append(path)
                elif entry.is_file(follow_symlinks=False) and entry.stat().st_size <= _LARGEST:
                    files[path] = Path(entry.path).read_bytes()
    frame = Frame(MemoryTree(files))
    # Now, while there is time for it.
    _ = frame.book
    return frame
