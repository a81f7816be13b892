"""Keys of what is kept: digests of the program and of everything a result was made from."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

_LIBRARIES = ("cel-expr-python", "cryptography", "msgspec", "PyNaCl", "PyYAML")
_SOURCES = (".py", ".yaml")


def digest(words: Iterable[str]) -> str:
    """One digest of several words."""
    return sha256("\0".join(words).encode("utf-8", "surrogateescape")).hexdigest()


@cache
def program() -> str:
    """The digest of this program's own files, of Python and of the libraries that read and judge."""
    top = Path(__file__).resolve().parents[1]
    whole = sha256("\0".join([sys.version, *map(version, _LIBRARIES)]).encode())
    for path in sorted(path for path in top.rglob("*") if path.suffix in _SOURCES):
        data = path.read_bytes()
        whole.update(f"\0{path.relative_to(top).as_posix()}\0{len(data)}\0".encode() + data)
    return whole.hexdigest()
