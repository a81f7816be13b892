"""Keeps printed sheets between builds: one file a sheet, named by what it was printed from."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from placet.official.fonts import Fonts
from placet.official.press import Press, key
from placet.official.sheet import Sheet

#: Where printed sheets lie, from the portal's root; where the office's own fonts may lie.
PRINTED = "build/official"
FOLDER = ".fonts"


def kept(folder: Path, sheets: Mapping[str, Sheet], fonts: Fonts) -> dict[str, Path]:
    """Return, for each path of the site, the file in `folder` that holds its sheet's PDF.

    Only sheets that are not there yet are printed; files of sheets that are no longer asked for are removed.
    """
    files = {path: folder / f"{key(sheet, fonts)}.pdf" for path, sheet in sheets.items()}
    folder.mkdir(parents=True, exist_ok=True)
    there = set(folder.iterdir())
    for stale in there - set(files.values()):
        stale.unlink()
    missing = {file: sheets[path] for path, file in files.items() if file not in there}
    if missing:
        with Press(fonts) as press:
            for file, data in zip(missing, press.pdfs(missing.values()), strict=True):
                _write(file, data)
    return files


def _write(file: Path, data: bytes) -> None:
    """Write a file whole or not at all, so that a broken build leaves no half of a sheet."""
    half = file.with_suffix(".part")
    half.write_bytes(data)
    half.replace(file)
