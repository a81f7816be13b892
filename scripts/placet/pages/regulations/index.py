"""The list of regulations: what is coming and what was repealed of late, then unit by unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from placet.model import Regulation
from placet.pages import dates
from placet.pages.collation import by_sound
from placet.pages.grounds import short_title
from placet.pages.layout import page
from placet.pages.links import REGULATIONS, comparison_page, href, link, regulation_page
from placet.pages.page import Page
from placet.pages.regulations.comparison import changes_line, previous
from placet.pages.regulations.validity import STANDINGS, window
from placet.pages.view import View

#: How long a change is listed as new.
_LATELY = timedelta(days=365)


@dataclass(frozen=True)
class Line:
    """A regulation in the list: the version that counts most today, and the others."""

    link: Markup
    number: str
    standing: str
    standings: str
    window: str
    articles: int
    ruled: int
    words: str
    others: tuple[tuple[Markup, str], ...]


@dataclass(frozen=True)
class Event:
    """A version that comes into force, or that went out of it: on which day, and how it differs from the last."""

    day: str
    link: Markup
    what: str
    changes: str
    compared: str


def index_page(view: View) -> dict[str, Page]:
    """Return the list of regulations, by path."""
    homes = [*view.cabinet.config.units, *sorted({r.unit for r in view.regulations} - set(view.cabinet.config.units))]
    groups = [(home, _title(view, home), _lines(view, home)) for home in homes]
    lines = [line for _, _, found in groups for line in found]
    events = sorted(_events(view), key=lambda one: (one[0], one[1].link), reverse=True)
    return {
        REGULATIONS: page(
            "regulations",
            view.words("regulations"),
            "regulations",
            view.words,
            groups=[group for group in groups if group[2]],
            standings=[
                (standing, sum(standing in line.standings.split() for line in lines))
                for standing in ("in-force", "pending", "repealed")
            ],
            coming=[event for day, event in events if day > view.today][::-1],
            gone=[event for day, event in events if day <= view.today],
        )
    }


def _title(view: View, home: str) -> str:
    unit = view.cabinet.units.get(home)
    return unit.title if unit else home


def _lines(view: View, home: str) -> list[Line]:
    """The regulations of a unit, those in force first."""
    own = [regulation for regulation in view.regulations if regulation.unit == home]
    first = [min(view.versions(one), key=lambda version: _rank(view, version)) for one in own]
    chosen = sorted(dict.fromkeys(one.path for one in first))
    versions = [view.regulation_by_path[path] for path in chosen]
    versions.sort(key=lambda one: (STANDINGS.index(view.standing_of(one)), by_sound(one.title), one.path))
    return [_line(view, one) for one in versions]


def _rank(view: View, version: Regulation) -> tuple[int, int]:
    return STANDINGS.index(view.standing_of(version)), -version.in_force.toordinal()


def _line(view: View, regulation: Regulation) -> Line:
    versions = view.versions(regulation)
    ruled = {rule.article for rule in regulation.rules}
    standings = {_plain(view.standing_of(version)) for version in versions}
    return Line(
        link=link(href(REGULATIONS, regulation_page(regulation)), short_title(view, regulation)),
        number=regulation.number,
        standing=view.standing_of(regulation),
        standings=" ".join(sorted(standings)),
        window=window(view, regulation),
        articles=len(regulation.articles),
        ruled=len(ruled),
        words=" ".join(dict.fromkeys((regulation.title, *(heading for one in versions for heading in _headings(one))))),
        others=tuple(
            (
                link(
                    href(REGULATIONS, regulation_page(version)),
                    view.words("version-of", day=dates.day(version.in_force, view.words)),
                ),
                view.standing_of(version),
            )
            for version in versions[::-1]
            if version is not regulation
        ),
    )


def _plain(standing: str) -> str:
    """Superseded versions are repealed ones to whoever filters the list."""
    return "repealed" if standing == "superseded" else standing


def _headings(regulation: Regulation) -> list[str]:
    return [article.label.partition(" ")[2] for article in regulation.articles]


def _events(view: View) -> list[tuple[date, Event]]:
    """What comes into force after today, and what was amended or repealed lately."""
    found = []
    for version in view.regulations:
        before = previous(view, version)
        coming = version.in_force > view.today
        if coming or (before and view.today - version.in_force < _LATELY):
            found.append((version.in_force, _event(view, version, version.in_force, before)))
        repealed = version.repealed
        if repealed and repealed == view.end(version) and view.today - repealed < _LATELY:
            found.append((repealed, _event(view, version, repealed, None, repealed=True)))
    return found


def _event(view: View, version: Regulation, day: date, before: Regulation | None, *, repealed: bool = False) -> Event:
    what = "event-is-repealed" if repealed else "event-is-amended" if before else "event-is-new"
    return Event(
        day=dates.day(day, view.words),
        link=link(href(REGULATIONS, regulation_page(version)), version.title),
        what=view.words(what),
        changes=changes_line(view, before, version) if before else "",
        compared=href(REGULATIONS, comparison_page(before, version)) if before else "",
    )
