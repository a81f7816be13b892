"""Pieces: a cabinet's files cut into parts of a hundred records, each with a digest of all its files."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

from placet.listing import Listing, line, paths_in
from placet.model import Finding
from placet.tree import Tree

#: How many consecutive numbers of a year make a piece.
SIZE = 100
#: What a listing keeps together; pieces of whole hundreds need not look at each of its files.
_HUNDRED = 100
#: Register, year and number in the path of a document, or of what lies beside it.
_PLACE = re.compile(r"records/([^/]+/[^/]+)/([0-9]{4}|drafts)/([0-9]*)")


@dataclass(frozen=True)
class Piece:
    """Some records of one register (named as in `Cabinet.registers`) and all that lies beside them.

    `digest` is that of all its files, by their paths and blob ids; `listed` gives these.
    """

    name: str
    register: str
    digest: str
    listed: Callable[[], Mapping[str, str]] = field(compare=False, repr=False)

    @cached_property
    def files(self) -> Mapping[str, str]:
        """Path → blob id, in path order."""
        return self.listed()


def cut(files: Mapping[str, str]) -> tuple[dict[str, Piece], dict[str, str]]:
    """The pieces by name, and the files that belong to no piece. Every file is in exactly one place."""
    runs: dict[str, list[bytes]] = {}
    singles: dict[str, dict[str, str]] = {}
    spoilt: dict[str, set[str]] = {}
    each: Mapping[str, str] = files
    if isinstance(files, Listing) and SIZE % _HUNDRED == 0:
        for start, run in files.runs:
            runs.setdefault(piece_of(f"{start}00.md"), []).append(run)
        for path in files.gone:
            spoilt.setdefault(piece_of(path), set()).add(path)
        each = files.others
    for path, blob in each.items():
        singles.setdefault(piece_of(path), {})[path] = blob
    rest = singles.pop("", {})
    pieces = [
        _piece(name, runs.get(name, []), spoilt.get(name, set()), singles.get(name, {}))
        for name in sorted(runs.keys() | singles.keys())
    ]
    return {one.name: one for one in pieces if one is not None}, dict(sorted(rest.items()))


def piece_of(path: str) -> str:
    """The name of the piece that a path belongs to, or ""."""
    found = _PLACE.match(path)
    if found is None:
        return ""
    register, year, number = found.groups()
    part = f"{int(number) // SIZE:04d}" if number and year != "drafts" else "-"
    return f"{register}/{year}/{part}"


def _piece(name: str, runs: list[bytes], gone: Collection[str], singles: Mapping[str, str]) -> Piece | None:
    """A piece of these lines of a listing without those files, and these; None where that leaves nothing."""

    def listed() -> Mapping[str, str]:
        found = {path: blob for run in runs for path, blob in paths_in(run).items() if path not in gone}
        return dict(sorted({**found, **singles}.items())) if singles else found

    digest = sha256()
    if gone or singles:
        files = listed()
        digest.update("".join([line(*one) for one in files.items()]).encode("utf-8", "surrogateescape"))
        if not files:
            return None
    else:
        for run in runs:
            digest.update(run)
    return Piece(name, name.rsplit("/", 2)[0], digest.hexdigest(), listed)


class Part:
    """A tree of which only these files are seen."""

    def __init__(self, tree: Tree, files: Mapping[str, str], findings: tuple[Finding, ...] = ()) -> None:
        self._tree, self._files, self.findings, self.origin = tree, files, findings, tree.origin

    def paths(self) -> Mapping[str, str]:
        """Path → blob id of the files that are seen."""
        return self._files

    def read(self, path: str) -> bytes:
        """The bytes of a file that is seen. Raises KeyError for any other."""
        if path not in self._files:
            raise KeyError(path)
        return self._tree.read(path)
