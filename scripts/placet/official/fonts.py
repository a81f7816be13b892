"""The fonts an official sheet is set in: the office's own where it has them, free ones behind them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib import resources
from pathlib import Path

import yaml

#: The part that no other font can stand in for: the text of a document.
_NEEDED = "fang"
_BEHIND = "rare"


@dataclass(frozen=True)
class Fonts:
    """The families for each part of a sheet, the folders they lie in, and what makes these fonts these fonts."""

    families: Mapping[str, tuple[str, ...]]
    folders: tuple[str, ...]
    identity: str


def found(folders: Sequence[Path], *, system: bool = True) -> Fonts | None:
    """Return the fonts in `folders` (and those of the system) that a sheet is set in, or None when it cannot be."""
    import typst

    there = tuple(str(folder) for folder in folders if folder.is_dir())
    fonts = typst.Fonts(include_system_fonts=system, include_embedded_fonts=False, font_paths=list(there))
    files: dict[str, set[Path]] = {}
    for font in fonts.fonts():
        if font.path:
            files.setdefault(font.family, set()).add(Path(font.path))
    parts = families(files.keys())
    if parts is None:
        return None
    used = sorted({path for names in parts.values() for name in names for path in files[name]})
    return Fonts(parts, tuple(sorted({str(path.parent) for path in used})), _identity(used))


def families(there: Collection[str]) -> dict[str, tuple[str, ...]] | None:
    """Return the families for each part of a sheet out of those that are there, best first; None when it cannot be."""
    parts = {part: tuple(name for name in names if name in there) for part, names in _wanted().items()}
    behind = parts.pop(_BEHIND)
    needed = parts[_NEEDED]
    return {part: (*(names or needed), *behind) for part, names in parts.items()} if needed else None


@cache
def _wanted() -> dict[str, list[str]]:
    text = resources.files("placet.official").joinpath("fonts.yaml").read_text("utf-8")
    wanted: dict[str, list[str]] = yaml.safe_load(text)
    return wanted


def _identity(files: Sequence[Path]) -> str:
    """Return the digest of the files' bytes."""
    whole = sha256()
    for path in files:
        whole.update(sha256(path.read_bytes()).digest())
    return whole.hexdigest()
