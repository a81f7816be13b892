"""The official sheets that the site offers: those of filed documents whose kind has a layout, where there are fonts."""

from __future__ import annotations

from pathlib import Path

from placet import official
from placet.judge import Outcome
from placet.model import Cabinet


def printed(root: Path, cabinet: Cabinet, outcome: Outcome) -> dict[str, bytes]:
    """Return the PDFs of a judged cabinet's documents by path of the site; printed ones are kept under `root`/build.

    Fonts come from `root`/.fonts and the system; where there are none of the kind there are no sheets.
    """
    made = {
        official.path(record): official.sheet(cabinet, record, outcome.standings.get(path, ()))
        for path, record in sorted(cabinet.records.items())
    }
    sheets = {path: sheet for path, sheet in made.items() if sheet}
    fonts = official.found([root / official.FOLDER]) if sheets else None
    if fonts is None:
        return {}
    return {path: file.read_bytes() for path, file in official.kept(root / official.PRINTED, sheets, fonts).items()}
