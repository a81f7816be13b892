"""Who names whom in a tree, asked of Git's own search instead of reading every document.

Only documents (`.md`) of records are searched, and only for literal text: ids and references.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cached_property

from placet.git import Repository

_ID = "id: "
_QUOTES = "\"' \t\r"


class Names:
    """The ids and mentions in the documents of `tree`, without those at `changed`, which are read as they are.

    `searches` counts the passes over the tree.
    """

    def __init__(self, repository: Repository, tree: str, changed: AbstractSet[str]) -> None:
        self._repository, self._tree, self._changed = repository, tree, changed
        self._names: frozenset[str] = frozenset()
        self._asked: dict[tuple[str, frozenset[str]], frozenset[str]] = {}
        self._first: Future[list[tuple[str, str]]] | None = None
        self.searches = 0

    def expect(self, names: Iterable[str]) -> None:
        """Names that will be asked about: found in the first pass, together with the ids, unless it has begun."""
        if self._first is None:
            self._names |= {name for name in names if name}

    def begin(self, names: Iterable[str]) -> None:
        """Begin the first pass now, beside whatever else is done before its answer is needed."""
        self.expect(names)
        pool = ThreadPoolExecutor(1)
        self._first = pool.submit(self._search, {_ID, *self._names}, "records")
        pool.shutdown(wait=False)

    def by_id(self, identifier: str) -> tuple[str, ...]:
        """The unchanged documents whose front matter plainly says this id."""
        return tuple(self._found[0].get(identifier, ()))

    def naming(self, names: AbstractSet[str], folder: str = "records") -> frozenset[str]:
        """The unchanged documents below a folder that contain any of these names."""
        if names <= self._names:
            paths = {path for name in names for path in self._found[1].get(name, ())}
            return frozenset(path for path in paths if path.startswith(f"{folder}/"))
        key = (folder, frozenset(names))
        if key not in self._asked:
            self._asked[key] = frozenset(path for path, _ in self._search(names, folder, "--name-only"))
        return self._asked[key]

    @cached_property
    def _found(self) -> tuple[Mapping[str, list[str]], Mapping[str, set[str]]]:
        ids: dict[str, list[str]] = defaultdict(list)
        mentions: dict[str, set[str]] = defaultdict(set)
        names = self._names
        pattern = re.compile("|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)) or "(?!)")
        lines = self._first.result() if self._first else self._search({_ID, *names}, "records")
        for path, line in lines:
            if line.startswith(_ID):
                identifier = line[len(_ID) :].partition("#")[0].strip(_QUOTES)
                ids[identifier].append(path)
                if identifier in names:
                    mentions[identifier].add(path)
                continue
            for name in pattern.findall(line):
                mentions[name].add(path)
        return ids, mentions

    def _search(self, names: AbstractSet[str], folder: str, *words: str) -> list[tuple[str, str]]:
        """Path and line of every hit, or with `--name-only` the paths alone."""
        self.searches += 1
        feed = "".join(f"{name}\n" for name in sorted(names)).encode("utf-8", "surrogateescape")
        settings = ("-c", "grep.patternType=fixed", "-c", "grep.lineNumber=false", "-c", "grep.column=false")
        where = (self._tree, "--", f":(top,glob){folder}/**/*.md")
        asked = ("grep", "--text", "-z", "--full-name", "--no-color", "-F", "-f", "-", *words, *where)
        _, out = self._repository.answer(*settings, *asked, feed=feed)
        text = out.decode("utf-8", "surrogateescape")
        start, changed = len(self._tree) + 1, self._changed
        entries = text.split("\0" if words else "\n")[:-1]
        found = [(entry[start:].partition("\0")) for entry in entries]
        return [(path, line) for path, _, line in found if path not in changed]
