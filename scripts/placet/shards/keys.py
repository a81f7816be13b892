"""Keys of what is kept: digests of the program and of everything a result was made from."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path

_SOURCES = (".py", ".yaml")


def digest(words: Iterable[str]) -> str:
    """One digest of several words."""
    return sha256("\0".join(words).encode("utf-8", "surrogateescape")).hexdigest()


@cache
def program() -> str:
    """The digest of this program's own files, of Python and of every library that is installed beside it."""
    top = Path(__file__).resolve().parents[1]
    whole = sha256("\0".join([sys.version, *sorted(_installed())]).encode())
    for path in sorted(f"{folder}/{name}" for folder, _, names in os.walk(top) for name in names):
        if path.endswith(_SOURCES):
            data = Path(path).read_bytes()
            whole.update(f"\0{path.removeprefix(str(top))}\0{len(data)}\0".encode() + data)
    return whole.hexdigest()


def _installed() -> set[str]:
    """Names and versions as folders say them: importlib.metadata takes ten times as long to load as this to look."""
    folders = [Path(folder) for folder in sys.path]
    return {one.name for folder in folders if folder.is_dir() for one in folder.glob("*.dist-info")}
