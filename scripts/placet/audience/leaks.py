"""Reads a finished site, file by file, for what must not be in it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import NoReturn

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


def _files(site: Path) -> Iterator[tuple[str, bytes]]:
    """Every file, every folder for its name, every link for what it says. Raises OSError for what cannot be read."""
    for folder, folders, names in os.walk(site, onerror=_refuse):
        for name in sorted(folders + names):
            path = Path(folder) / name
            yield str(PurePosixPath(path.relative_to(site))), _bytes(path)


def _refuse(error: OSError) -> NoReturn:
    raise error


def _bytes(path: Path) -> bytes:
    if path.is_symlink():
        return os.fsencode(path.readlink())
    return b"" if path.is_dir() else path.read_bytes()
