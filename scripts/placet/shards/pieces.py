"""Pieces: a cabinet's files cut into parts of a few hundred records, each with a digest of all its files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from placet.model import Finding
from placet.tree import Tree

#: How many consecutive numbers of a year make a piece; whole hundreds, so that `cut` need not look at each number.
SIZE = 200
_YEAR = re.compile(r"[0-9]{4}|drafts")
_STEM = re.compile(r"[0-9]+")


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
    names: dict[str, str] = {}
    for path, blob in files.items():
        start = path[: path.rfind("/")]
        stem = path[len(start) + 1 :].partition(".")[0]
        key = f"{start}/{stem[:-2]}"
        name = names.get(key)
        if name is None or SIZE % 100 or not stem.isdecimal():
            name = names[key] = piece_of(path)
        if not name:
            rest[path] = blob
        elif name in parts:
            parts[name][path] = blob
        else:
            parts[name] = {path: blob}
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
    lines = "".join([f"{path}\0{blob}\n" for path, blob in files.items()])
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
