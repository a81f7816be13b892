"""What other programs and people take away from the site: the pages' rows as tables, data, calendars, feeds."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from placet.exports.calendars import calendars
from placet.exports.data import schemas
from placet.exports.feeds import feeds
from placet.exports.registers import draft_files, register_files, registers, year_files
from placet.pages.view import View

__all__ = ["EXPORTS", "draft_files", "exports", "register_files", "schemas", "year_files"]

#: What makes them.
EXPORTS: tuple[Callable[[View], Mapping[str, bytes]], ...] = (registers, calendars, feeds)


def exports(view: View) -> Mapping[str, bytes]:
    """Return every file to be taken away, by its path on the site, sorted; the same view gives the same bytes."""
    made = {path: file for maker in EXPORTS for path, file in maker(view).items()}
    return {path: made[path] for path in sorted(made)}
