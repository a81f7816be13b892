"""The folder of a built site: holds just what belongs there, and is written to only where it has to be.

What was written before is believed by a ledger of digests with the size and times of each file, and else read again;
so a run that was killed, or a hand that meddled, is mended by the next. Symbolic links are never followed.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import msgspec

#: What a file is named while it takes another's place; left behind by a killed run, it belongs nowhere.
_FRESH = ".placet-fresh"


class Row(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A file of the site as it was written: the digest of its bytes, its size, and when it and its entry changed."""

    digest: str
    size: int
    modified: int
    changed: int


class Put(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A file that belongs in the folder, and whether it had to be written."""

    path: str
    row: Row
    written: bool


@dataclass(frozen=True, slots=True)
class Staged:
    """How many files were written, left as they were, and removed."""

    written: int
    kept: int
    removed: int


def digest_of(data: bytes) -> str:
    """What bytes are called in the ledger."""
    return sha256(data).hexdigest()[:32]


@dataclass
class Folder:
    """A folder at `out`, with the `ledger` that the last run left of it."""

    out: Path
    ledger: dict[str, Row] = field(default_factory=dict)
    _found: dict[str, os.stat_result] = field(default_factory=dict)
    _folders: set[str] = field(default_factory=set)

    def look(self) -> None:
        """See what lies there. Links and whatever else is neither file nor folder are taken away."""
        self._found, self._folders = {}, {""}
        if self.out.is_symlink() or not self.out.is_dir():
            self.out.unlink(missing_ok=True)
        self.out.mkdir(parents=True, exist_ok=True)
        self._look(os.fspath(self.out), "")
        rows = ((path, stat, self.ledger.get(path)) for path, stat in self._found.items())
        self.ledger = {path: row for path, stat, row in rows if row is not None and _is(row, stat)}

    def _look(self, folder: str, under: str) -> None:
        with os.scandir(folder) as entries:
            for entry in list(entries):
                path = f"{under}{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    self._folders.add(path)
                    self._look(entry.path, f"{path}/")
                elif entry.is_file(follow_symlinks=False):
                    self._found[path] = entry.stat(follow_symlinks=False)
                else:
                    Path(entry.path).unlink()

    def holds(self, path: str, digest: str) -> bool:
        """Whether the file lies there with bytes of this digest."""
        row = self.ledger.get(path)
        if row is None:
            stat = self._found.get(path)
            if stat is None:
                return False
            try:
                data = (self.out / path).read_bytes()
            except OSError:
                return False
            row = self.ledger[path] = _row(digest_of(data), stat)
        return row.digest == digest

    def put(self, path: str, data: bytes) -> Put:
        """Make the file have these bytes."""
        digest = digest_of(data)
        if self.holds(path, digest):
            return Put(path, self.ledger[path], written=False)
        target = f"{self.out}/{path}"
        if path not in self._found:
            self._make_way(path)
            fresh = target
        else:
            fresh = f"{target}{_FRESH}"
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o666)
        try:
            left = memoryview(data)
            while left:
                left = left[os.write(handle, left) :]
        finally:
            os.close(handle)
        if fresh is not target:
            os.replace(fresh, target)  # noqa: PTH105 - a path object a page takes longer than the page
        stat = os.lstat(target)
        return Put(path, _row(digest, stat), written=True)

    def finish(self, wanted: Collection[str]) -> int:
        """Remove what does not belong, and folders that hold nothing: how many files were removed."""
        stale = [path for path in self._found if path not in wanted]
        for path in stale:
            # A file whose place a folder took, or the other way round, is gone already.
            with suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError):
                (self.out / path).unlink()
            self.ledger.pop(path, None)
        needed = {parent for path in wanted for parent in _parents(path)} | {""}
        for folder in sorted(self._folders - needed, reverse=True):
            shutil.rmtree(self.out / folder, ignore_errors=True)
        return len(stale)

    def clear(self) -> None:
        """Take everything away again."""
        self.look()
        self.finish(())

    def _make_way(self, path: str) -> None:
        """See that a new file's folders are there, and that no folder lies where it shall lie."""
        if path in self._folders:
            shutil.rmtree(self.out / path)
            self._folders = {one for one in self._folders if one != path and not one.startswith(f"{path}/")}
        if path.rpartition("/")[0] in self._folders:
            return
        missing = [one for one in _parents(path) if one not in self._folders]
        for folder in reversed(missing):
            if folder in self._found:
                (self.out / folder).unlink(missing_ok=True)
            (self.out / folder).mkdir(exist_ok=True)
            self._folders.add(folder)


def _is(row: Row, stat: os.stat_result) -> bool:
    return (row.size, row.modified, row.changed) == (stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns)


def _row(digest: str, stat: os.stat_result) -> Row:
    return Row(digest, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns)


def _parents(path: str) -> Iterator[str]:
    """The folders above a path, the nearest first."""
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path
