"""Numbers over the base, the merge and every branch given: told by paths alone, no file is read."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from placet.gate.changes import RECORD, Entry
from placet.gate.ruling import Change
from placet.model import Finding, Place
from placet.numbers import Number, number_of

#: No register gives more numbers than this in a year, and no office is older or younger than these years.
_HIGHEST = 1_000_000


@dataclass(frozen=True, slots=True)
class Branch:
    """An open branch by its name, with the record files of its tree."""

    name: str
    entries: Mapping[str, Entry]


def claims(paths: Iterable[str]) -> Mapping[Number, list[str]]:
    """Each number with the documents that claim it by their path."""
    found: dict[Number, list[str]] = defaultdict(list)
    for path in paths:
        if path.endswith(".md") and path.startswith("records/"):
            number = number_of(path)
            if number is not None:
                found[number].append(path)
    return found


def faults(
    changed: Sequence[Change], base: Mapping[str, Entry], merged: Mapping[str, str], branches: Sequence[Branch]
) -> Iterator[Finding]:
    """GAT030 (used twice), GAT031 (an open branch has it too), GAT032 (out of range), GAT033 (a path like another)."""
    added = {one.path: one for one in changed if one.added and one.kind == RECORD}
    yield from _alike(added, merged)
    fresh = claims(added)
    if not fresh:
        return
    folders = tuple({f"records/{number.register}/{number.year:04d}/" for number in fresh})
    taken = claims(path for path in merged if path.startswith(folders))
    open_claims = [(branch, claims(path for path in branch.entries if path not in base)) for branch in branches]
    for number, paths in fresh.items():
        path = paths[0]
        if not 0 < number.n < _HIGHEST:
            yield Finding("GAT032", Place(path), {"path": path})
        others = [one for one in taken[number] if one != path]
        if others:
            yield Finding("GAT030", Place(path), {"path": path, "other": others[0]}, related=(Place(others[0]),))
        for branch, known in open_claims:
            theirs = [one for one in known.get(number, ()) if branch.entries[one].blob != added[path].now]
            if theirs:
                yield Finding("GAT031", Place(path), {"path": path, "branch": branch.name, "other": theirs[0]})


def _alike(added: Iterable[str], merged: Iterable[str]) -> Iterator[Finding]:
    """New paths that differ from another only in letter case or in the form of their characters."""
    wanted = {_folded(path): path for path in added}
    if not wanted:
        return
    for path in merged:
        like = wanted.get(path if path.isascii() and path.islower() else _folded(path))
        if like is not None and like != path:
            yield Finding("GAT033", Place(like), {"path": like, "other": path}, related=(Place(path),))


def _folded(path: str) -> str:
    return unicodedata.normalize("NFKC", path).casefold()
