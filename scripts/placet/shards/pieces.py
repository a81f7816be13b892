"""Pieces: a cabinet's files cut into parts of a hundred records, each with a digest of all its files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from placet.model import Finding
from placet.tree import Tree

#: How many consecutive numbers of a year make a piece; whole hundreds, so that `cut` need not look at each number.
SIZE = 100
_YEAR = re.compile(r"[0-9]{4}|drafts")
_STEM = re.compile(r"[0-9]+")
#: A path without the last two digits of its number, and these with the ending.
_HUNDRED = re.compile(r"(.+/[0-9]*)([0-9]{2}\.[a-z]+)")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some records of one register (named as in `Cabinet.registers`) and all that lies beside them."""

    name: str
    register: str
    files: Mapping[str, str]
    digest: str


def cut(files: Mapping[str, str]) -> tuple[dict[str, Piece], dict[str, str]]:
    """The pieces by name, and the files that belong to no piece. Every file is in exactly one place."""
    parts: dict[str, dict[str, str]] = {}
    rest: dict[str, str] = {}
    # Most files lie beside another of the same hundred: of these, only two digits and the ending are looked at.
    hundred, part, tails = "", rest, set[str]()
    for path, blob in files.items():
        if hundred and path.startswith(hundred) and path[len(hundred) :] in tails:
            part[path] = blob
            continue
        name = piece_of(path)
        part = parts.setdefault(name, {}) if name else rest
        part[path] = blob
        found = _HUNDRED.fullmatch(path) if SIZE % 100 == 0 else None
        hundred = found[1] if found else ""
        if found:
            tails.add(found[2])
    return {name: _piece(name, part) for name, part in parts.items()}, rest


def piece_of(path: str) -> str:
    """The name of the piece that a path belongs to, or ""."""
    parts = path.split("/")
    if len(parts) < 5 or parts[0] != "records" or not _YEAR.fullmatch(parts[3]):
        return ""
    number = _STEM.match(parts[4])
    part = f"{int(number[0]) // SIZE:04d}" if number and parts[3] != "drafts" else "-"
    return f"{parts[1]}/{parts[2]}/{parts[3]}/{part}"


def _piece(name: str, files: Mapping[str, str]) -> Piece:
    lines = "\0".join([*files, "", *files.values()])
    return Piece(name, name.rsplit("/", 2)[0], files, sha256(lines.encode("utf-8", "surrogateescape")).hexdigest())


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
