"""What a merge changes, path by path, and what each path is: a record, or one of the things that judge."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple

import yaml

from placet.entries import SUBMODULE, SYMLINK
from placet.gate.ruling import Change
from placet.git import Repository
from placet.model import Finding, Place

RECORD = "record"
#: The largest file that may land, in bytes.
LIMIT = 64 << 20
_PLAIN, _PROGRAM = "100644", "100755"
_NONE = "000000"
#: How many digits a mode has.
_MODE = 6


class Entry(NamedTuple):
    """A file of a tree: its mode and blob id."""

    mode: str
    blob: str


def listing(repository: Repository, tree: str, *roots: str) -> dict[str, Entry]:
    """Every file of a tree, or those below these folders, in path order. Nothing of them is read."""
    found: dict[str, Entry] = {}
    for entry in repository.fields("ls-tree", "-r", "-z", "--full-tree", tree, "--", *roots):
        head, _, path = entry.partition("\t")
        found[path] = Entry(head[:_MODE], head[head.rindex(" ") + 1 :])
    return found


def changes(repository: Repository, base: str, merged: str) -> tuple[Change, ...]:
    """Each path that differs between two trees, in path order."""
    words = ("diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-abbrev", "--no-ext-diff", base, merged)
    return tuple(_changes(repository.fields(*words)))


def _changes(fields: Iterator[str]) -> Iterator[Change]:
    for head in fields:
        path = next(fields)
        was_mode, now_mode, was, now, status = head.removeprefix(":").split(" ")
        is_added, is_deleted = status == "A", status == "D"
        yield Change(
            path=path,
            was="" if is_added else was,
            now="" if is_deleted else now,
            was_mode="" if was_mode == _NONE else was_mode,
            now_mode="" if now_mode == _NONE else now_mode,
            kind=class_of(path),
        )


def after(base: Mapping[str, Entry], changed: Sequence[Change]) -> dict[str, Entry]:
    """The listing of the merged tree: that of the base with these changes."""
    found = dict(base)
    for one in changed:
        if one.deleted:
            found.pop(one.path, None)
        else:
            found[one.path] = Entry(one.now_mode, one.now)
    return dict(sorted(found.items()))


def class_of(path: str) -> str:
    """What a path is, by the table `classes.yaml`."""
    return next(name for name, pattern in _classes() if pattern.fullmatch(path))


def mode_is_fit(change: Change) -> bool:
    """Whether a file is an ordinary one; only the program may have files that can be run."""
    if change.now_mode in (SYMLINK, SUBMODULE):
        return False
    fit = (_PLAIN, _PROGRAM) if change.kind in ("program", "workflow") else (_PLAIN,)
    return change.deleted or change.now_mode in fit


def oversized(repository: Repository, changed: Sequence[Change]) -> tuple[Finding, ...]:
    """GAT018 for new contents too large to be read, GAT008 for lost ones: sizes are asked for beforehand."""
    blobs = {one.now: one.path for one in changed if one.now and one.now_mode.startswith("100")}
    feed = "".join(f"{blob}\n" for blob in blobs).encode()
    _, out = repository.answer("cat-file", "--batch-check=%(objectname) %(objectsize)", feed=feed)
    sizes = dict(line.split(" ", 1) for line in out.decode().splitlines())
    lost = {path for blob, path in blobs.items() if not sizes[blob].isdigit()}
    large = {path: sizes[blob] for blob, path in blobs.items() if path not in lost and int(sizes[blob]) > LIMIT}
    return (
        *(Finding("GAT008", Place(path), {"path": path}) for path in sorted(lost)),
        *(Finding("GAT018", Place(path), {"path": path, "size": size}) for path, size in large.items()),
    )


@cache
def _classes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = yaml.load(resources.files(__package__).joinpath("classes.yaml").read_bytes(), yaml.CSafeLoader)
    return tuple((row["class"], re.compile(row["path"], re.DOTALL | re.ASCII)) for row in rows)
