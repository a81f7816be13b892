"""Statistics as pictures with their numbers beside them: a page for each unit and year, and one that leads to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from placet.model import Unit
from placet.pages import dates, tallies
from placet.pages.chart import Row, Value, bars, texture
from placet.pages.facts import Facts
from placet.pages.grounds import root
from placet.pages.layout import page
from placet.pages.links import STATISTICS, href, link, statistics_page, unit_page
from placet.pages.measures import documents, limits, rhythms, spending, steps
from placet.pages.page import Page
from placet.pages.rhythm import rhythm_verdicts
from placet.pages.view import View
from placet.pages.year import Table, Year


def statistics_pages(view: View) -> dict[str, Page]:
    """Return the statistics of each unit and year, and the page that leads to them, by path."""
    everything = [one for one in view.facts.values() if not one.card.annulled]
    found, judged = _by_year(tallies.counted(everything)), _by_year(everything)
    verdicts = rhythm_verdicts(view)
    made = {STATISTICS: _index(view, {key: len(facts) for key, facts in found.items()})}
    for (unit_id, number), facts in sorted(found.items()):
        unit = view.cabinet.units[unit_id]
        rules = tuple(rule for rule in view.outcome.rules if rule.unit.id == unit_id)
        year = Year(view, unit, number, tuple(facts), tuple(judged[unit_id, number]), rules, verdicts)
        made[year.source] = _page(year)
    return made


def _by_year(facts: Iterable[Facts]) -> Mapping[tuple[str, int], list[Facts]]:
    """Papers by unit and year: that of the number, or of a draft's own day."""
    found: dict[tuple[str, int], list[Facts]] = {}
    for one in facts:
        year = one.card.year or (one.card.day.year if one.card.day else None)
        if year is not None:
            found.setdefault((one.card.unit, year), []).append(one)
    return found


def years_of(view: View, unit: Unit) -> list[int]:
    """Return the years of which a unit has statistics, the latest first."""
    cards = [one.card for one in tallies.counted(view.facts.values()) if one.card.unit == unit.id]
    return sorted({card.year for card in cards if card.year is not None}, reverse=True)


def _index(view: View, counts: Mapping[tuple[str, int], int]) -> Page:
    words = view.words
    years = sorted({year for _, year in counts}, reverse=True)
    units = [unit for _, unit in sorted(view.cabinet.units.items())]
    rows = [
        (
            link(href(STATISTICS, unit_page(unit.id)), unit.title),
            *(
                link(href(STATISTICS, statistics_page(unit.id, year)), str(counts[unit.id, year]))
                if (unit.id, year) in counts
                else ""
                for year in years
            ),
        )
        for unit in units
    ]
    totals = {unit.id: sum(count for (owner, _), count in counts.items() if owner == unit.id) for unit in units}
    drawn = [Row(unit.title, str(totals[unit.id]), (Value(totals[unit.id], texture(0), unit.title),)) for unit in units]
    said = words("statistics-total", count=sum(counts.values()))
    return page(
        "statistics",
        words("statistics"),
        "compliance",
        words,
        as_of=dates.day(view.today, view.words),
        total=said,
        chart=bars("units", words("statistics-units"), said, drawn),
        table=Table((words("unit"), *(words("year", year=year) for year in years)), tuple(rows)),
    )


def _page(year: Year) -> Page:
    view, words = year.view, year.view.words
    others = [
        (str(other), "" if other == year.year else href(year.source, statistics_page(year.unit.id, other)))
        for other in years_of(view, year.unit)
    ]
    made = (documents(year), steps(year), limits(year), rhythms(year), spending(year))
    return page(
        "statistics-year",
        words("statistics-of", unit=year.unit.title, year=year.year),
        "compliance",
        words,
        root=root(year.source),
        crumbs=[
            link(href(year.source, STATISTICS), words("statistics")),
            link(href(year.source, unit_page(year.unit.id)), year.unit.title),
        ],
        title=words("statistics-of", unit=year.unit.title, year=year.year),
        others=others,
        sections=[section for section in made if section],
    )
