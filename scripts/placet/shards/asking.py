"""What the judging of a piece asks about the rest of the cabinet: every question is noted with its answer.

A result may be used again while all its questions would be answered alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from placet.directory import Directory
from placet.model import Record
from placet.numbers import Number
from placet.shards.pieces import Piece, piece_of


@dataclass(frozen=True, slots=True)
class State:
    """What a cabinet's records are, in digests: of each piece, of all names, of what all refer to, of odd numbers."""

    pieces: Mapping[str, Piece]
    names: str
    refers: str
    odd: str

    def piece(self, name: str) -> str:
        """The digest of a piece, "" where there is none of that name."""
        found = self.pieces.get(name)
        return "" if found is None else found.digest


class Rests(msgspec.Struct, array_like=True):
    """What answers rest on: the pieces they are about, and what of the state of all; "" where it does not matter.

    `more` says that they rest on something else, too.
    """

    pieces: dict[str, str]
    names: str
    refers: str
    odd: str
    more: bool

    def settled(self, state: State) -> bool:
        """Whether nothing that could change an answer has changed, so that none has to be asked for again."""
        return (
            not self.more
            and all(state.piece(name) == digest for name, digest in self.pieces.items())
            and self.names in ("", state.names)
            and self.refers in ("", state.refers)
            and self.odd in ("", state.odd)
        )


class Asked(msgspec.Struct):
    """Questions with their answers. "" is the answer where there is no such thing."""

    refs: dict[str, str] = {}
    files: dict[str, str] = {}
    referring: dict[str, str] = {}
    numbers: dict[str, str] = {}
    signatures: dict[str, str] = {}
    groups: dict[str, str] = {}
    names: str = ""

    def still(
        self,
        directory: Directory,
        files: Mapping[str, str],
        origins: Mapping[str, str],
        total: Callable[[str], str],
        state: State,
    ) -> bool:
        """Whether every question has the same answer now."""
        find, blob = directory.path, files.get
        return (
            all(find(ref) == path for ref, path in self.refs.items())
            and all(blob(path, "") == one for path, one in self.files.items())
            and all("\n".join(directory.referring(path)) == one for path, one in self.referring.items())
            and all(directory.numbered(_number(key)) == one for key, one in self.numbers.items())
            and all(origins.get(sig, "") == one for sig, one in self.signatures.items())
            and all(total(question) == one for question, one in self.groups.items())
            and self.names in ("", state.names)
        )

    def rests(self, state: State) -> Rests:
        """What the answers rest on, in the state in which they were given."""
        paths = {*self.files, *(_number(key).path for key in self.numbers)}
        by_path = {path for ref, path in self.refs.items() if path == f"records/{ref}.md"}
        named = bool(self.names) or len(by_path) < len(self.refs)
        pieces = sorted({piece_of(path) for path in paths | by_path} - {""})
        return Rests(
            {name: state.piece(name) for name in pieces},
            names=state.names if named or self.referring else "",
            refers=state.refers if self.referring else "",
            odd=state.odd if self.numbers else "",
            more=bool(self.signatures or self.groups),
        )


def _number(key: str) -> Number:
    register, year, n = key.rsplit("/", 2)
    return Number(register, int(year), int(n))


class Files(Mapping[str, str]):
    """The files of the whole cabinet; what is asked of others than the piece's own is noted."""

    def __init__(self, files: Mapping[str, str], own: Mapping[str, str], asked: Asked) -> None:
        self._files, self._own, self._asked = files, own, asked

    def __getitem__(self, path: str) -> str:
        self.note(path)
        return self._files[path]

    def __contains__(self, path: object) -> bool:
        self.note(str(path))
        return path in self._files

    def __iter__(self) -> Iterator[str]:
        raise TypeError("a part of the cabinet does not look through all its files")

    def __len__(self) -> int:
        raise TypeError("a part of the cabinet does not count all its files")

    def note(self, path: str) -> None:
        """Note that the answer rests on this file being as it is, or not being there."""
        if path not in self._own:
            self._asked.files[path] = self._files.get(path, "")


class Asking(Directory):
    """A directory that notes what it is asked."""

    def __init__(self, whole: Directory, files: Files, asked: Asked, state: State) -> None:
        self._whole, self._files, self._asked, self._state = whole, files, asked, state

    def has(self, path: str) -> bool:
        """As `Directory.has`."""
        self._files.note(path)
        return self._whole.has(path)

    def path(self, ref: str) -> str:
        """As `Directory.path`."""
        found = self._whole.path(ref)
        self._asked.refs[ref] = found
        return found

    def numbered(self, number: Number) -> str:
        """As `Directory.numbered`."""
        found = self._whole.numbered(number)
        self._asked.numbers[f"{number.register}/{number.year}/{number.n}"] = found
        return found

    def referring(self, path: str) -> Sequence[str]:
        """As `Directory.referring`."""
        found = self._whole.referring(path)
        self._asked.referring[path] = "\n".join(found)
        return found

    def record(self, path: str) -> Record:
        """As `Directory.record`."""
        self._files.note(path)
        return self._whole.record(path)

    def names(self) -> Iterator[str]:
        """As `Directory.names`."""
        self._asked.names = self._state.names
        return self._whole.names()


class Records(Mapping[str, Record]):
    """The records of the whole cabinet, each read when it is asked for and noted when it is not the piece's own."""

    def __init__(self, own: Mapping[str, Record], fetch: Callable[[str], Record], files: Files) -> None:
        self._own, self._fetch, self._files = own, fetch, files
        self._found: dict[str, Record] = {}

    def __getitem__(self, path: str) -> Record:
        found = self._own.get(path) or self._found.get(path)
        if found is None:
            self._files.note(path)
            self._files.note(path.removesuffix(".md") + ".jsonl")
            found = self._found[path] = self._fetch(path)
        return found

    def __iter__(self) -> Iterator[str]:
        raise TypeError("a part of the cabinet does not look through all its records")

    def __len__(self) -> int:
        raise TypeError("a part of the cabinet does not count all its records")


class Origins:
    """Where signatures hold, noted when it is asked."""

    def __init__(self, find: Callable[[str], str], asked: Asked) -> None:
        self._find, self._asked = find, asked

    def get(self, sig: str, default: Any) -> Any:
        """The path of the record on which a signature holds, or the default."""
        found = self._find(sig)
        self._asked.signatures[sig] = found
        return found or default
