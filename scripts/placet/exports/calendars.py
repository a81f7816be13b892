"""Calendars of what is awaited until when (RFC 5545): one of the whole portal, and one for each post."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5

from icalendar import Calendar, Event, Timezone, TimezoneStandard

from placet.exports.clean import line
from placet.pages.columns import clean
from placet.pages.links import CALENDAR, post_calendar
from placet.pages.view import View
from placet.pages.waiting import Item, items
from placet.rules.context import zone_of

_PRODUCT = "-//Placet//Placet//ZH"
_LONG_AGO = datetime(1970, 1, 1)  # noqa: DTZ001 - the beginning of a time zone is local time


def calendars(view: View) -> dict[str, bytes]:
    """Return the portal's calendar and that of every post, by path; what has no limit is in none of them."""
    words = view.words
    found = [item for item in items(view) if item.until is not None]
    files = {CALENDAR: _calendar(view, words("calendar", title=view.cabinet.config.title), found)}
    for _, unit in sorted(view.cabinet.units.items()):
        for post in unit.posts.values():
            own = [item for item in found if item.unit == unit.id and post.id in item.posts]
            title = words("calendar-of", post=post.title, unit=unit.title)
            files[post_calendar(unit.id, post.id)] = _calendar(view, title, own)
    return files


def _calendar(view: View, title: str, found: Sequence[Item]) -> bytes:
    made = Calendar()
    made.add("version", "2.0")
    made.add("prodid", _PRODUCT)
    made.add("method", "PUBLISH")
    made.add("name", line(title))
    made.add("x-wr-calname", line(title))
    made.add_component(_zone(view))
    for item in found:
        made.add_component(_event(view, item))
    data: bytes = made.to_ical()
    return data


def _zone(view: View) -> Timezone:
    """The portal's time zone: a calendar of nothing needs a component too."""
    offset = zone_of(view.cabinet.config).utcoffset(None)
    made, standard = Timezone(), TimezoneStandard()
    made.add("tzid", f"UTC{view.cabinet.config.utc_offset}")
    standard.add("dtstart", _LONG_AGO)
    standard.add("tzoffsetfrom", offset)
    standard.add("tzoffsetto", offset)
    made.add_component(standard)
    return made


def _event(view: View, item: Item) -> Event:
    assert item.until is not None
    made = Event()
    made.add("uid", _uid(view, item))
    made.add("dtstamp", view.as_of.astimezone(UTC))
    made.add("dtstart", item.until.date())
    made.add("summary", line(f"{item.wait.what} {item.name}"))
    made.add("description", clean(_description(view, item)))
    made.add("transp", "TRANSPARENT")
    return made


def _uid(view: View, item: Item) -> str:
    """The same thing awaited of the same has the same UID in every calendar and build, also once it is numbered."""
    card = view.cards.get(item.about)
    named = (item.unit, card.id if card else item.about, item.period, item.wait.what, *item.posts, *item.persons)
    return f"{uuid5(NAMESPACE_URL, ' '.join(('placet:awaited', *named)))}@placet"


def _description(view: View, item: Item) -> str:
    """Who is awaited, and the words of the articles that ask for it."""
    said = [
        f"{view.words('article-of', title=verdict.regulation, article=verdict.article)}　{verdict.says}"
        for verdict in item.verdicts
    ]
    return "\n".join((view.words("awaited", who=item.wait.who, what=item.wait.what), *said))
