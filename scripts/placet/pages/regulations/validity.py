"""When versions hold: their windows in words, and which version held on a day."""

from __future__ import annotations

from dataclasses import dataclass

from placet.model import Regulation
from placet.pages import dates
from placet.pages.links import comparison_page, href, regulation_page
from placet.pages.view import View

#: The order in which versions are listed: what holds first.
STANDINGS = ("in-force", "pending", "superseded", "repealed")


@dataclass(frozen=True)
class VersionRow:
    """A version in the list of a regulation's versions; days as 2025-07-01, `until` "" while it holds on."""

    address: str
    here: bool
    name: str
    day: str
    standing: str
    window: str
    since: str
    until: str
    compared: str


def window(view: View, regulation: Regulation) -> str:
    """Return the days on which a version holds, in words."""
    words, last = view.words, view.last_day(regulation)
    since = dates.day(regulation.in_force, words)
    return words("window-closed", since=since, last=dates.day(last, words)) if last else words("window", since=since)


def dated(view: View, regulation: Regulation) -> str:
    """Return a version's title with the day it comes into force."""
    return view.words("dated", title=regulation.title, day=dates.day(regulation.in_force, view.words))


def version_rows(view: View, regulation: Regulation, source: str) -> list[VersionRow]:
    """Return every version of the same regulation, newest first, as listed on page `source`."""
    versions = view.versions(regulation)
    rows = []
    for place, version in enumerate(versions):
        last = view.last_day(version)
        rows.append(
            VersionRow(
                address=href(source, regulation_page(version)),
                here=version is regulation,
                name=view.words("version-of", day=dates.day(version.in_force, view.words)),
                day=dates.day(version.in_force, view.words),
                standing=view.standing_of(version),
                window=window(view, version),
                since=version.in_force.isoformat(),
                until=last.isoformat() if last else "",
                compared=href(source, comparison_page(versions[place - 1], version)) if place else "",
            )
        )
    return rows[::-1]


def current(view: View, regulation: Regulation) -> Regulation | None:
    """Return the version in force on the portal's day, or None."""
    return next((one for one in view.versions(regulation) if view.standing_of(one) == "in-force"), None)
