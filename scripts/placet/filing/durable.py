"""Writing that survives a loss of power: a file is there whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path


def put(path: Path, data: bytes) -> None:
    """The file with these bytes, whole or not at all, and on the disk when this returns. Raises OSError."""
    fresh = path.parent / f".{path.name}.new"
    with fresh.open("wb") as handle:
        handle.write(data)
        handle.flush()
        os.fsync(handle.fileno())
    fresh.replace(path)
    settle(path.parent)


def settle(folder: Path) -> None:
    """The names in a folder, on the disk when this returns. Raises OSError."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
