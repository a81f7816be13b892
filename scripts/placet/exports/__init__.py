"""What other programs and people take away from the site: the pages' rows as tables, data, calendars, feeds."""

from __future__ import annotations

from collections.abc import Mapping

from placet.exports.calendars import calendars
from placet.exports.data import data
from placet.exports.feeds import feeds
from placet.exports.spreadsheets import spreadsheets
from placet.pages.view import View


def exports(view: View) -> Mapping[str, bytes]:
    """Return every file to be taken away, by its path on the site, sorted; the same view gives the same bytes."""
    made = {**spreadsheets(view), **data(view), **calendars(view), **feeds(view)}
    return {path: made[path] for path in sorted(made)}
