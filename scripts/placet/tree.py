"""Where a cabinet's files come from: the work tree, any Git revision (`placet.git.GitTree`), or memory.

Only `records/` and `docs/` are looked at. Symbolic links are never followed: what is not an ordinary file inside the
tree is left out and reported in `findings`.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Protocol

from placet.entries import SUBMODULE, SYMLINK, refusal
from placet.git import ROOTS, GitError, Repository, blob_id
from placet.listing import Listing, line, taken_apart
from placet.model import Finding

#: How many bytes are asked of a file at first, which is the whole of nearly every one, and then.
_SMALL, _LARGE = 1 << 15, 1 << 20


class Tree(Protocol):
    """A set of files with stable content ids."""

    @property
    def origin(self) -> str:
        """What was read, in words for a report's head."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What lies in the tree and was refused (symbolic links, submodules, names that are not UTF-8)."""

    def paths(self) -> Mapping[str, str]:
        """Path → Git blob id of every file, in path order."""

    def read(self, path: str) -> bytes:
        """The bytes of a listed path; their blob id is the listed one. Raises KeyError for any other path."""


class MemoryTree:
    """Files given as a mapping."""

    def __init__(self, files: Mapping[str, bytes], origin: str = "memory") -> None:
        self.origin = origin
        self.findings: tuple[Finding, ...] = ()
        self._files = dict(sorted(files.items()))

    def paths(self) -> Mapping[str, str]:
        """Path → blob id, computed."""
        return self._ids

    def read(self, path: str) -> bytes:
        """The bytes given for this path. Raises KeyError for an unknown one."""
        return self._files[path]

    @cached_property
    def _ids(self) -> Mapping[str, str]:
        return {path: blob_id(data) for path, data in self._files.items()}


class WorkTree:
    """The files under `root` as they are on disk.

    In a Git work tree the ids of unchanged files come from the index and files that `.gitignore` names are left out;
    elsewhere every file is hashed. Raises GitError when Git refuses the repository.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.origin = "work tree"
        self._base = os.fspath(root) + "/"
        self._repository = _repository(root)
        self._safe: set[str] = set()
        self._answers: tuple[Callable[[], bytes], ...] = ()

    def begin(self) -> None:
        """Ask Git for the listing; who asks for the paths waits for it."""
        if not self._answers and self._repository is not None:
            self._answers = _asked(self._repository)

    def paths(self) -> Mapping[str, str]:
        """Path → blob id of every file under `records/` and `docs/`, in path order."""
        return self._listing[0]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What lies in the tree and was refused."""
        return self._listing[1]

    def read(self, path: str) -> bytes:
        """The bytes of a listed path, as Git would store them. Raises KeyError for any other path.

        A file that changed since it was listed raises GitError GIT006, so that an id never stands for other bytes.
        """
        expected = self.paths()[path]
        data = self._bytes(path)
        if blob_id(data, self._algorithm) == expected:
            return data
        # gitattributes(5): with `eol=crlf` or core.autocrlf the file on disk has CRLF where the blob has LF.
        data = data.replace(b"\r\n", b"\n")
        if blob_id(data, self._algorithm) == expected:
            return data
        raise GitError("GIT006", path=path)

    def _bytes(self, path: str) -> bytes:
        folder = path.rpartition("/")[0]
        if folder not in self._safe:
            parts = folder.split("/")
            for depth in range(1, len(parts) + 1):
                if (self.root / "/".join(parts[:depth])).is_symlink():
                    raise GitError("GIT006", path=path)
            self._safe.add(folder)
        try:
            handle = os.open(self._base + path, os.O_RDONLY | os.O_NOFOLLOW)
        except OSError as error:
            raise GitError("GIT006", path=path) from error
        try:
            data = os.read(handle, _SMALL)
            while len(data) >= _SMALL and (more := os.read(handle, _LARGE)):
                data += more
            return data
        finally:
            os.close(handle)

    @cached_property
    def _algorithm(self) -> str:
        return self._repository.object_format if self._repository else "sha1"

    @cached_property
    def _listing(self) -> tuple[Mapping[str, str], tuple[Finding, ...]]:
        self.begin()
        runs, gone, others = self._from_index(*self._answers) if self._answers else ([], (), _from_disk(self.root))
        files: dict[str, str] = {}
        findings: list[Finding] = []
        for path, mode, blob in others:
            refused = refusal(path, mode or _mode(self.root / path))
            if refused:
                findings.append(refused)
            else:
                files[path] = blob or blob_id(self._bytes(path), self._algorithm)
        return Listing(runs, gone, files), tuple(sorted(findings, key=lambda finding: finding.sort_key))

    def _from_index(
        self, listed: Callable[[], bytes], differing: Callable[[], bytes], untracked: Callable[[], bytes]
    ) -> tuple[list[tuple[str, bytes]], Iterable[str], Iterator[tuple[str, str, str]]]:
        """Runs of files in the index, the paths of which this is not true, and other files as `_others` gives them."""
        # What is in the index is told first, and taken apart while Git still looks at the disk.
        runs, entries = taken_apart(listed())
        fields = iter(_fields(differing()))
        # Path → status of the files that differ from the index, as far as Git's stat cache can tell.
        changed = {path: head.rsplit(" ", 1)[1] for head, path in zip(fields, fields, strict=True)}
        known = {one.split("\t", 1)[1] for one in entries}
        entries += [line(path, "")[:-1] for path in changed if path not in known]
        return runs, changed, _others(self.root, entries, changed, _fields(untracked()))


def _fields(data: bytes) -> list[str]:
    return data.decode("utf-8", "surrogateescape").split("\0")[:-1]


def _repository(root: Path) -> Repository | None:
    try:
        repository = Repository(root)
    except GitError as error:
        if error.code == "GIT001":
            return None
        raise
    return None if repository.bare else repository


def _mode(path: Path) -> str:
    mode = path.lstat().st_mode
    if stat.S_ISLNK(mode):
        return SYMLINK
    return "100644" if stat.S_ISREG(mode) else SUBMODULE


def _asked(repository: Repository) -> tuple[Callable[[], bytes], ...]:
    """Git is asked for what is in the index, what differs from it, and what is not in it."""
    return (
        repository.begun("ls-files", "-s", "-v", "-z", "--", *ROOTS),
        repository.begun("diff-files", "--raw", "-z", "--relative", "--no-renames", "--", *ROOTS),
        repository.begun("ls-files", "-o", "-z", "--exclude-per-directory=.gitignore", "--", *ROOTS),
    )


def _others(
    root: Path, entries: list[str], changed: Mapping[str, str], untracked: list[str]
) -> Iterator[tuple[str, str, str]]:
    """(path, mode, blob id) of tracked and untracked files; an empty mode or id has to be looked up on disk."""
    seen = ""
    for entry in entries:
        head, path = entry.split("\t", 1)
        tag, mode, blob, _ = head.split(" ")
        if path == seen or changed.get(path) == "D":
            continue
        seen = path
        # git-ls-files(1): any tag but H means that Git does not vouch for the file on disk.
        trusted = tag == "H" and path not in changed
        if trusted or (root / path).is_symlink() or (root / path).exists():
            yield (path, mode, blob) if trusted else (path, "", "")
    yield from ((path.rstrip("/"), SUBMODULE if path.endswith("/") else "", "") for path in untracked)


def _from_disk(root: Path) -> Iterator[tuple[str, str, str]]:
    for start in ROOTS:
        if (root / start).is_symlink():
            yield start, SYMLINK, ""
            continue
        for folder, folders, files in os.walk(root / start):
            for name in files + [name for name in folders if (Path(folder) / name).is_symlink()]:
                yield (Path(folder) / name).relative_to(root).as_posix(), "", ""
