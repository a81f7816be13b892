"""What other programs and people take away from the site: the pages' rows as tables, data, calendars, feeds."""

from __future__ import annotations

from collections.abc import Mapping

from placet.exports.calendars import calendars
from placet.exports.data import schemas
from placet.exports.feeds import feeds
from placet.exports.registers import draft_files, register_files, registers, year_files
from placet.pages.view import View

__all__ = ["draft_files", "exports", "register_files", "schemas", "year_files"]


def exports(view: View) -> Mapping[str, bytes]:
    """Return every file to be taken away, by its path on the site, sorted; the same view gives the same bytes."""
    made = {**registers(view), **calendars(view), **feeds(view)}
    return {path: made[path] for path in sorted(made)}
