"""Calendars of what has a day (RFC 5545): one of the whole portal, and one for each post."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from placet.exports.clean import line
from placet.exports.happenings import Happening, happenings
from placet.pages.columns import clean
from placet.pages.links import CALENDAR, post_calendar
from placet.pages.view import View
from placet.rules.context import zone_of

if TYPE_CHECKING:
    from icalendar import Event, Timezone

_PRODUCT = "-//Placet//Placet//ZH"
_LONG_AGO = datetime(1970, 1, 1)  # noqa: DTZ001 - the beginning of a time zone is local time


def calendars(view: View) -> dict[str, bytes]:
    """Return the portal's calendar and that of every post, by path; what has no day is in none of them."""
    words = view.words
    found = happenings(view)
    files = {CALENDAR: _calendar(view, words("calendar", title=view.cabinet.config.title), found)}
    for _, unit in sorted(view.cabinet.units.items()):
        for post in unit.posts.values():
            own = [one for one in found if one.unit == unit.id and post.id in one.posts]
            title = words("calendar-of", post=post.title, unit=unit.title)
            files[post_calendar(unit.id, post.id)] = _calendar(view, title, own)
    return files


def _calendar(view: View, title: str, found: Sequence[Happening]) -> bytes:
    from icalendar import Calendar

    made = Calendar()
    made.add("version", "2.0")
    made.add("prodid", _PRODUCT)
    made.add("method", "PUBLISH")
    made.add("name", line(title))
    made.add("x-wr-calname", line(title))
    made.add_component(_zone(view))
    for one in found:
        made.add_component(_event(view, one))
    data: bytes = made.to_ical()
    return data


def _zone(view: View) -> Timezone:
    """The portal's time zone: a calendar of nothing needs a component too."""
    from icalendar import Timezone, TimezoneStandard

    offset = zone_of(view.cabinet.config).utcoffset(None)
    made, standard = Timezone(), TimezoneStandard()
    made.add("tzid", f"UTC{view.cabinet.config.utc_offset}")
    standard.add("dtstart", _LONG_AGO)
    standard.add("tzoffsetfrom", offset)
    standard.add("tzoffsetto", offset)
    made.add_component(standard)
    return made


def _event(view: View, one: Happening) -> Event:
    from icalendar import Event

    made = Event()
    made.add("uid", f"{uuid5(NAMESPACE_URL, ' '.join(one.name))}@placet")
    made.add("dtstamp", datetime.combine(view.today, time(), zone_of(view.cabinet.config)).astimezone(UTC))
    made.add("dtstart", one.day)
    made.add("summary", line(one.summary))
    if one.description:
        made.add("description", clean(one.description))
    made.add("transp", "TRANSPARENT")
    return made
