"""What other programs and people take away from the site: the pages' rows as tables, data, calendars, feeds."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from placet.exports.calendars import calendars
from placet.exports.data import schemas
from placet.exports.feeds import feeds
from placet.exports.registers import draft_files, register_files, register_list, registers, year_files
from placet.pages.view import View

__all__ = ["EXPORTS", "draft_files", "exports", "register_files", "register_list", "registers", "schemas", "year_files"]

#: What makes those that speak of many registers.
EXPORTS: tuple[Callable[[View], Mapping[str, bytes]], ...] = (register_list, calendars, feeds)


def exports(view: View) -> Mapping[str, bytes]:
    """Return every file to be taken away, by its path on the site, sorted; the same view gives the same bytes."""
    made = {**registers(view), **calendars(view), **feeds(view)}
    return {path: made[path] for path in sorted(made)}
