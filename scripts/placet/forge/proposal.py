"""What a pull request offers: the records it changes, read as data beside the judging files of the base.

People, posts, rules and keys are the base's; nothing the pull request says about them is read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from placet.cabinet import load
from placet.errors import UserError
from placet.git import Blobs, GitError, GitTree, Repository
from placet.model import Cabinet, Finding
from placet.readers.frontmatter import digest

_RECORD = re.compile(r"(records/[^/]+/[^/]+/(?:drafts|[0-9]{4})/[^/]+?)(?:\.md|\.jsonl|/.+)")


@dataclass(frozen=True, slots=True)
class Seen:
    """What somebody saw at a commit: the document's hash and the lines of its slip."""

    document: str
    lines: tuple[bytes, ...]


class Proposal:
    """A pull request's `head` upon the `base` that judges it, in the repository at `root` (a bare one will do).

    Raises GitError for the base; UserError ATT013 when the repository lacks the head, ATT020 without common history.
    """

    def __init__(self, root: Path, base: str, head: str) -> None:
        self._repository = Repository(root)
        self._blobs = Blobs(self._repository)
        self._base = GitTree(root, base)
        try:
            self._head = GitTree(root, head)
        except GitError as error:
            raise UserError("ATT013", commit=head[:12]) from error
        try:
            start = self._repository.run("merge-base", self._base.commit, self._head.commit).decode().strip()
        except GitError as error:
            raise UserError("ATT020", commit=head[:12], base=base) from error
        words = ("diff-tree", "-r", "--raw", "-z", "--no-renames", "--relative", start, self._head.commit)
        fields = self._repository.fields(*words, "--", "records")
        found = (_RECORD.fullmatch(path) for _, path in zip(fields, fields, strict=True))
        self._stems = frozenset(match[1] for match in found if match)
        self.origin = self._head.origin
        self.findings: tuple[Finding, ...] = ()

    def paths(self) -> Mapping[str, str]:
        """The base's files, but the changed records as the head has them."""
        return self._listing

    def read(self, path: str) -> bytes:
        """The bytes of a listed path. Raises KeyError for any other."""
        return (self._head if self._is_changed(path) else self._base).read(path)

    @cached_property
    def cabinet(self) -> Cabinet:
        """The base's cabinet with the changed records."""
        return load(self)

    @cached_property
    def changed(self) -> tuple[str, ...]:
        """The paths of the changed documents that are still there, readable or not."""
        return tuple(path for path in (f"{stem}.md" for stem in sorted(self._stems)) if path in self.paths())

    def seen(self, commit: str, path: str) -> Seen | None:
        """What a commit shows of the document at `path`; None without it. Raises GitError for an unknown commit."""
        slip = path.removesuffix(".md") + ".jsonl"
        blobs: dict[str, str] = {}
        for entry in self._repository.fields("ls-tree", "-z", self._repository.commit(commit), "--", path, slip):
            head, name = entry.split("\t", 1)
            blobs[name] = head.split(" ")[2]
        if path not in blobs:
            return None
        lines = self._blobs.read(blobs[slip]).replace(b"\r\n", b"\n") if slip in blobs else b""
        return Seen(digest(self._blobs.read(blobs[path])), tuple(lines.splitlines(keepends=True)))

    @cached_property
    def _listing(self) -> Mapping[str, str]:
        kept = {path: blob for path, blob in self._base.paths().items() if not self._is_changed(path)}
        fresh = {path: blob for path, blob in self._head.paths().items() if self._is_changed(path)}
        return dict(sorted((kept | fresh).items()))

    def _is_changed(self, path: str) -> bool:
        match = _RECORD.fullmatch(path)
        return match is not None and match[1] in self._stems
