"""Reads a finished site, file by file, for what must not be in it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from placet.audience.secrets import Secrets
from placet.audience.texts import texts


@dataclass(frozen=True, slots=True, order=True)
class Leak:
    """A secret that was found: in which file, where in it, the words, and the record that they are from."""

    file: str
    where: str
    words: str
    record: str


def leaks(site: Path, what: Secrets) -> list[Leak]:
    """Return every secret found below the folder `site`, hidden files and folders too; links are not followed.

    The same words in the same file are named once.
    """
    found: dict[tuple[str, str], Leak] = {}
    for file, data in _files(site):
        for where, text in texts(file, data):
            for words, record in what.found(text):
                found.setdefault((file, words), Leak(file, where, words, record))
    return sorted(found.values())


def said(site: Path) -> Iterator[str]:
    """Every text of a finished site."""
    for file, data in _files(site):
        yield from (text for _, text in texts(file, data))


def _files(site: Path) -> Iterator[tuple[str, bytes]]:
    for folder, _, names in os.walk(site):
        for name in sorted(names):
            path = Path(folder) / name
            data = os.fsencode(path.readlink()) if path.is_symlink() else path.read_bytes()
            yield str(PurePosixPath(path.relative_to(site))), data
