"""What history tells: earlier texts of a document, which its signers saw, and whether paths were touched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from placet.gate.merge import Merge
from placet.git import Blobs, Repository
from placet.readers.frontmatter import digest

#: How many versions are looked at; a branch with more of one document's texts is past telling.
_MOST = 400


def touched_since(repository: Repository, base: str, paths: Sequence[str], file: str) -> bool:
    """Whether the base's own line of commits changed any of these paths after `file` had come in there."""
    line = ("--literal-pathspecs", "log", "--first-parent", "-m", "--format=%H", "-1")
    came = repository.run(*line, "--diff-filter=A", base, "--", file).decode().strip()
    if not came:
        return True
    feed = "".join(f"{word}\n" for word in (f"{came}..{base}", "--", *paths)).encode("utf-8", "surrogateescape")
    since = ("--literal-pathspecs", "rev-list", "--first-parent", "-1", "--stdin")
    return bool(repository.answer(*since, feed=feed, fine=(0,))[1].strip())


class EarlierTexts:
    """The versions of documents on the head's own commits and on the base."""

    def __init__(self, repository: Repository, merge: Merge, paths: Iterable[str], blobs: Blobs) -> None:
        self._repository, self._merge, self._paths, self._blobs = repository, merge, sorted(set(paths)), blobs

    def find(self, covered: str) -> str | None:
        """The text whose digest an act covers, or None when no commit here has it."""
        return self._by_digest.get(covered)

    @cached_property
    def _by_digest(self) -> dict[str, str]:
        found = {}
        for blob in self._versions():
            data = self._blobs.read(blob)
            found[digest(data)] = data.decode("utf-8", "replace")
        return found

    def _versions(self) -> list[str]:
        words = ("log", "--raw", "-z", "--no-abbrev", "--no-renames", "-m", "--format=", f"--max-count={_MOST}")
        blobs: dict[str, None] = {}
        span = (f"{self._merge.fork}..{self._merge.head}", "--", *(f":(top,literal){path}" for path in self._paths))
        fields = self._repository.fields(*words, *span)
        for item in fields:
            head = item.lstrip("\0\n")
            if head.startswith(":"):
                was_mode, now_mode, was, now, _ = head[1:].split(" ")
                blobs |= {blob: None for mode, blob in ((was_mode, was), (now_mode, now)) if mode.startswith("100")}
        return list(blobs)[:_MOST]
