"""Where results are kept between runs: one file each, written whole or not at all, believed only when it is intact."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

#: Where the results lie below the portal's folder. Git never sees it.
FOLDER = Path(".placet") / "cache"
_MAGIC = b"placet cache 1\n"
_DIGEST = 32


class Store:
    """A folder of results by name."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def under(self, name: str) -> Store:
        """A store of its own below this one, which this one never cleans up."""
        folder = self._folder / _file(name)
        with suppress(OSError):
            folder.mkdir(exist_ok=True)
        return Store(folder)

    def read(self, name: str) -> bytes | None:
        """What was written under this name, or None where that is not there whole."""
        try:
            data = (self._folder / _file(name)).read_bytes()
        except OSError:
            return None
        start = len(_MAGIC) + _DIGEST
        if not data.startswith(_MAGIC) or sha256(data[start:]).digest() != data[len(_MAGIC) : start]:
            return None
        return data[start:]

    def write(self, name: str, data: bytes) -> None:
        """Keep a result; another run sees the old one, the new one or none, never a part.

        What cannot be kept (a full disk, another run that cleans up) only has to be found out again.
        """
        path = self._folder / _file(name)
        other = path.with_suffix(f".{os.getpid()}.tmp")
        with suppress(OSError):
            try:
                other.write_bytes(_MAGIC + sha256(data).digest() + data)
                # Where a file takes another's place ext4 writes it out at once (auto_da_alloc, ext4(5)), for the sake
                # of data that is nowhere else. What lies here can always be made again.
                path.unlink(missing_ok=True)
                other.rename(path)
            finally:
                other.unlink(missing_ok=True)

    def keep(self, names: Iterable[str]) -> None:
        """Remove what has none of these names, and what a run that was killed left behind."""
        wanted = {_file(name) for name in names}
        with suppress(OSError):
            for entry in list(os.scandir(self._folder)):
                if entry.name not in wanted and entry.name != ".gitignore" and entry.is_file(follow_symlinks=False):
                    Path(entry.path).unlink(missing_ok=True)


@contextmanager
def opened(root: Path, *, kept: bool) -> Iterator[Store]:
    """The store of the portal at `root`; one of its own, thrown away afterwards, when nothing is to be kept."""
    folder = root / FOLDER
    if kept and _ready(folder):
        yield Store(folder)
        return
    with tempfile.TemporaryDirectory(prefix="placet-") as temporary:
        yield Store(Path(temporary))


def _ready(folder: Path) -> bool:
    """Whether the folder can be written to; made where it is missing, with a file that hides it from Git."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        ignore = folder / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", "utf-8")
    except OSError:
        return False
    return os.access(folder, os.W_OK)


def _file(name: str) -> str:
    return sha256(name.encode("utf-8", "surrogateescape")).hexdigest()[:40]
