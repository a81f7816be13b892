"""Atom feeds (RFC 4287): new documents, and regulations coming into force or going out of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from placet.exports.clean import line
from placet.model import Regulation
from placet.pages import dates
from placet.pages.card import Card
from placet.pages.links import DOCUMENTS_FEED, HOME, REGULATIONS_FEED, href, record_page, regulation_page
from placet.pages.view import View
from placet.rules.context import zone_of

_ATOM = "http://www.w3.org/2005/Atom"
_NEWEST = 30


@dataclass(frozen=True, slots=True)
class Entry:
    """One piece of news: what makes its id, its title, the page it leads to, since when it is known, and more words."""

    name: str
    title: str
    page: str
    updated: datetime
    summary: str


def feeds(view: View) -> dict[str, bytes]:
    """Return the two feeds, by path, newest first."""
    title = view.cabinet.config.title
    documents, regulations = _documents(view), _newest(_regulations(view))
    return {
        DOCUMENTS_FEED: _feed(view, DOCUMENTS_FEED, view.words("feed-documents", title=title), documents),
        REGULATIONS_FEED: _feed(view, REGULATIONS_FEED, view.words("feed-regulations", title=title), regulations),
    }


def _documents(view: View) -> list[Entry]:
    found = view.newest([card for card in view.cards.values() if not card.is_draft and not card.annulled])
    return _newest(_document(view, card) for card in found[:_NEWEST])


def _newest(entries: Iterator[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: (entry.updated, entry.name), reverse=True)[:_NEWEST]


def _document(view: View, card: Card) -> Entry:
    """A document is news when it is numbered; without that act, on its own day."""
    numbered = view.facts[card.path].numbered
    day = card.day
    return Entry(
        f"{card.unit}/{card.id}",
        f"{card.name} {card.title}",
        record_page(card),
        numbered or _midnight(view, day or view.cabinet.config.since),
        " · ".join(
            (view.unit_of(card).title, view.register_of(card).title, *([dates.day(day, view.words)] if day else []))
        ),
    )


def _regulations(view: View) -> Iterator[Entry]:
    for regulation in view.regulations:
        yield _event(view, regulation, "event-in", regulation.in_force, _adopted(view, regulation))
        end = view.end(regulation)
        if end is not None and end == regulation.repealed:
            yield _event(view, regulation, "event-repealed", end, end)
        elif end is not None:
            later = next(one for one in view.versions(regulation) if one.in_force == end)
            yield _event(view, regulation, "event-superseded", end, _adopted(view, later))


def _adopted(view: View, regulation: Regulation) -> date:
    """The day from which a version was known: that of the minutes that adopted it, at the latest its first in force."""
    minutes = view.by_name.get(regulation.adopted.get("minutes", ""))
    known = minutes.day if minutes else None
    return min(known or regulation.in_force, regulation.in_force)


def _event(view: View, regulation: Regulation, event: str, day: date, known: date) -> Entry:
    since = dates.day(regulation.in_force, view.words)
    unit = view.cabinet.units.get(regulation.unit)
    return Entry(
        f"{regulation.path} {event}",
        view.words(event, title=regulation.title, since=since, day=dates.day(day, view.words)),
        regulation_page(regulation),
        _midnight(view, known),
        unit.title if unit else regulation.unit,
    )


def _midnight(view: View, day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=zone_of(view.cabinet.config))


def _feed(view: View, path: str, title: str, entries: Sequence[Entry]) -> bytes:
    config = view.cabinet.config
    root = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": view.words.lang})
    _add(root, "id", _id(view, path))
    _add(root, "title", line(title))
    _add(root, "updated", max((one.updated for one in entries), default=_midnight(view, config.since)).isoformat())
    _add(ET.SubElement(root, "author"), "name", line(config.title))
    ET.SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": href(path, path)})
    ET.SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": href(path, HOME)})
    for one in entries:
        entry = ET.SubElement(root, "entry")
        _add(entry, "id", _id(view, one.name))
        _add(entry, "title", line(one.title))
        _add(entry, "updated", one.updated.isoformat())
        ET.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": href(path, one.page)})
        _add(entry, "summary", line(one.summary))
    ET.indent(root)
    data: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def _add(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = text


def _id(view: View, name: str) -> str:
    """A lasting id: of the portal by its first unit and the day its history begins, and of the thing in it."""
    config = view.cabinet.config
    return uuid5(NAMESPACE_URL, f"placet:{config.units[0]}:{config.since}:{name}").urn
