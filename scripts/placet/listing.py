"""The listing of a work tree: what Git's index says is kept as text, and taken apart where somebody asks for it.

Numbered documents, and what lies beside them, stand in it by the hundred: runs of lines whose paths are alike up to the
last two digits of the number. A run is found in one go and may be taken for the same as another by its bytes alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from placet.entries import is_text

#: Lines of ordinary files as `git ls-files -s -v -z` prints them: those of one hundred, and any.
_HEAD = rb"H 100644 [0-9a-f]{40,64} 0\t"
_TAIL = rb"[0-9]{2}[./][^\0-\x1f\x7f]*+\0"
_START = rb"(records/[^/\0-\x1f\x7f]+/[^/\0-\x1f\x7f]+/[0-9]{4}/[0-9]*)"
_RUN = re.compile(_HEAD + _START + _TAIL + rb"(?:" + _HEAD + rb"\1" + _TAIL + rb")*+")
_HUNDRED = re.compile(r"(records/[^/]+/[^/]+/[0-9]{4}/[0-9]*)[0-9]{2}[./]")
_MARK = "H 100644 "


def line(path: str, blob: str) -> str:
    """The line of an ordinary file."""
    return f"{_MARK}{blob} 0\t{path}\0"


def taken_apart(text: bytes) -> tuple[list[tuple[str, bytes]], list[str]]:
    """The runs of a listing, each with what its paths begin with, and the lines that are in no run."""
    runs: list[tuple[str, bytes]] = []
    others: list[str] = []
    position = 0
    while position < len(text):
        found = _RUN.match(text, position)
        end = found.end() if found else text.index(b"\0", position) + 1
        part = text[position:end]
        position = end
        # A path that is no text is looked at by itself.
        if found and (part.isascii() or is_text(_decoded(part).replace("\0", "").replace("\t", ""))):
            runs.append((_decoded(found[1]), part))
        else:
            others += _decoded(part).split("\0")[:-1]
    return runs, others


def paths_in(run: bytes) -> dict[str, str]:
    """Path → blob id of the lines of a run."""
    lines = _decoded(run).split("\0")[:-1]
    # Every line's head is as long as the first one's.
    start = lines[0].index("\t") + 1
    return {one[start:]: one[len(_MARK) : start - len(" 0\t")] for one in lines}


class Listing(Mapping[str, str]):
    """Path → blob id of every file, in path order.

    `runs` are lines of the index with what their paths begin with; of these, files that are `gone` do not count, and
    `others` are files that are in no run.
    """

    def __init__(self, runs: Iterable[tuple[str, bytes]], gone: Iterable[str], others: Mapping[str, str]) -> None:
        self.runs, self.gone, self.others = list(runs), frozenset(gone), others
        self._opened: dict[str, Mapping[str, str]] = {}
        self._whole: Mapping[str, str] | None = None

    def __getitem__(self, path: str) -> str:
        if self._whole is not None:
            return self._whole[path]
        if path in self.others:
            return self.others[path]
        if path in self.gone:
            raise KeyError(path)
        found = _HUNDRED.match(path)
        return self._hundred(found[1])[path] if found else self.others[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def _all(self) -> Mapping[str, str]:
        """Everything taken apart, since somebody looks through it."""
        if self._whole is None:
            runs = (paths_in(run) for _, run in self.runs)
            files = {path: blob for run in runs for path, blob in run.items() if path not in self.gone}
            files.update(self.others)
            ordered = sorted(files)
            self._whole = files if ordered == list(files) else {path: files[path] for path in ordered}
        return self._whole

    @cached_property
    def _starts(self) -> Mapping[str, list[bytes]]:
        starts: dict[str, list[bytes]] = {}
        for start, run in self.runs:
            starts.setdefault(start, []).append(run)
        return starts

    def _hundred(self, start: str) -> Mapping[str, str]:
        known = self._opened.get(start)
        if known is None:
            known = self._opened[start] = {
                path: blob for run in self._starts.get(start, ()) for path, blob in paths_in(run).items()
            }
        return known


def _decoded(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")
