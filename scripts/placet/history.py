"""When a slip's line first entered the main branch, from the first-parent history.

What a person says about the time of an act is only a claim; the commit that brought the line in is the evidence beside
it. How far that goes is said in the threat model: whoever can rewrite the main branch can also rewrite this.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from pathlib import Path

from placet.git import ROOTS, Blobs, Repository

_LINES_KEPT = 4096


@dataclass(frozen=True, slots=True)
class Entry:
    """When something entered the main branch: the first-parent commit and its committer's time."""

    commit: str
    at: datetime


@dataclass(frozen=True, slots=True)
class _Version:
    order: int
    blob: str


class History:
    """The first-parent history of the slips (`.jsonl`) of a cabinet up to `rev`, read in one `git log`.

    `present` is the tree whose lines will be asked about (path → blob id): a slip whose only version is the present
    one holds all its lines, and need not be read again. Raises GitError GIT001 and GIT004.
    """

    def __init__(self, root: Path, rev: str = "HEAD", present: Mapping[str, str] | None = None) -> None:
        self._present = present or {}
        self._repository = Repository(root)
        self._blobs = Blobs(self._repository)
        self.is_shallow = self._repository.is_shallow
        self._entries: list[Entry] = []
        self._versions: dict[str, list[_Version]] = {}
        self._deleted: dict[int, list[str]] = {}
        self._load(self._repository.commit(rev))
        self._lines = lru_cache(_LINES_KEPT)(lambda blob: frozenset(self._blobs.read(blob).splitlines()))

    def entered(self, slip: str, line: bytes) -> Entry | None:
        """The first commit whose `slip` has this line, following a draft's slip to its number; None if not yet in."""
        order = self._first(slip, line.rstrip(b"\n"), len(self._entries))
        return None if order is None else self._entries[order]

    def _first(self, slip: str, line: bytes, until: int) -> int | None:
        versions = self._versions.get(slip, [])
        if len(versions) == 1 and versions[0].order < until and self._is_whole(slip, versions[0]):
            return versions[0].order
        found = next((v.order for v in versions if v.order < until and line in self._lines(v.blob)), None)
        if found is None or found != versions[0].order:
            return found
        folder = slip.rsplit("/", 2)[0]
        earlier = (self._first(path, line, found) for path in self._deleted.get(found, ()) if path.startswith(folder))
        return min((order for order in earlier if order is not None), default=found)

    def _is_whole(self, slip: str, version: _Version) -> bool:
        """Whether this version alone brought every line of the present slip, and no draft's slip went in its favour."""
        return self._present.get(slip) == version.blob and version.order not in self._deleted

    def _load(self, commit: str) -> None:
        words = ("log", "--first-parent", "-m", "--raw", "-z", "--no-abbrev", "--no-renames", "--relative", "--reverse")
        fields = self._repository.fields(*words, "--format=%x01%H %ct", commit, "--", *ROOTS)
        for item in fields:
            entry = item.lstrip("\0\n")
            if entry.startswith("\1"):
                name, seconds = entry[1:].split(" ")
                self._entries.append(Entry(name, datetime.fromtimestamp(int(seconds), UTC)))
            elif entry.startswith(":"):
                self._note(entry.split(" ")[3:5], next(fields))

    def _note(self, change: list[str], path: str) -> None:
        blob, status = change
        order = len(self._entries) - 1
        if not path.endswith(".jsonl"):
            return
        if status == "D":
            self._deleted.setdefault(order, []).append(path)
        else:
            self._versions.setdefault(path, []).append(_Version(order, blob))


class Later:
    """A history that is read when it is first asked."""

    def __init__(self, read: Callable[[], History]) -> None:
        self._read = read

    def entered(self, slip: str, line: bytes) -> Entry | None:
        """As `History.entered`."""
        return self._history.entered(slip, line)

    @cached_property
    def _history(self) -> History:
        return self._read()
