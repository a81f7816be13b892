"""The units: an index, and one page each with its posts, sections, bodies, house parameters, and ways further."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from markupsafe import Markup

from placet import office
from placet.model import Body, Field, Unit
from placet.pages import dates
from placet.pages.body import meetings
from placet.pages.collation import by_sound
from placet.pages.facts import Facts
from placet.pages.grounds import ground, root, short_title
from placet.pages.layout import page
from placet.pages.links import (
    UNITS,
    body_page,
    compliance_page,
    href,
    link,
    post_page,
    register_page,
    regulation_page,
    statistics_page,
    unit_page,
)
from placet.pages.page import Page
from placet.pages.post import post_rows
from placet.pages.register import of_unit
from placet.pages.statistics import years_of
from placet.pages.values import Printer
from placet.pages.view import View
from placet.pages.waiting import Item, items

_ANY = Field("", "", "text")


def unit_pages(view: View) -> dict[str, Page]:
    """Return the index of units and the page of each, by path."""
    units = sorted(view.cabinet.units.values(), key=lambda unit: unit.id)
    cards = [_card(view, unit) for unit in units]
    index = page("units", view.words("units"), "units", view.words, cards=cards)
    found, held = items(view), meetings(view)
    return {UNITS: index} | {unit_page(unit.id): _page(view, unit, found, held) for unit in units}


def _card(view: View, unit: Unit) -> dict[str, object]:
    return {
        "link": link(href(UNITS, unit_page(unit.id)), unit.title),
        "agency": unit.agency,
        "fonds": unit.fonds,
        "posts": len(unit.posts),
        "persons": len(unit.persons),
        "registers": sum(register.unit == unit.id for register in view.cabinet.registers.values()),
        "regulations": sum(
            regulation.unit == unit.id and view.standing_of(regulation) == "in-force" for regulation in view.regulations
        ),
    }


def _page(view: View, unit: Unit, found: Sequence[Item], held: Mapping[tuple[str, str], list[Facts]]) -> Page:
    source = unit_page(unit.id)
    return page(
        "unit",
        unit.title,
        "units",
        view.words,
        unit=unit,
        posts=post_rows(view, unit, found),
        sections=[(title, _in_charge(unit, section, source)) for section, title in unit.sections.items()],
        bodies=[_body(view, unit, body, held.get((unit.id, body.id), []), source) for body in unit.bodies.values()],
        due=sum(item.unit == unit.id for item in found),
        overdue=sum(item.unit == unit.id and item.wait.overdue for item in found),
        parameters=_parameters(view, unit, source),
        delegations=_delegations(view, unit),
        years=[(year, href(source, statistics_page(unit.id, year))) for year in years_of(view, unit)],
        compliance=href(source, compliance_page(unit.id)),
        registers=[
            (link(href(source, register_page(register)), register.title), len(view.by_register[register.path]))
            for register in of_unit(view, unit.id)
        ],
        regulations=[
            link(href(source, regulation_page(regulation)), short_title(view, regulation))
            for regulation in sorted(view.regulations, key=lambda one: by_sound(one.title))
            if regulation.unit == unit.id and view.standing_of(regulation) == "in-force"
        ],
    )


def _body(view: View, unit: Unit, body: Body, held: Sequence[Facts], source: str) -> dict[str, object]:
    last = next((one.card.day for one in held if one.card.day), None)
    return {
        "link": link(href(source, body_page(unit.id, body.id)), body.title),
        "chair": view.words("list-and").join(office.title(unit, post) for post in body.chair),
        "meetings": len(held),
        "last": dates.day(last, view.words) if last else "",
    }


def _in_charge(unit: Unit, section: str, source: str) -> list[Markup]:
    return [
        link(href(source, post_page(unit.id, post)), office.title(unit, post))
        for post in office.in_charge(unit, section)
    ]


def _parameters(view: View, unit: Unit, source: str) -> list[tuple[str, Markup, list[Markup]]]:
    """The unit's figures and limits, each with the articles in force whose rules use it."""
    printer = Printer(view, source, unit)
    rests: dict[str, dict[Markup, None]] = {name: {} for name in unit.parameters}
    for regulation in view.regulations:
        if regulation.unit != unit.id or view.standing_of(regulation) != "in-force":
            continue
        for rule in regulation.rules:
            for name in set(re.findall(r"\bparam\.([a-z0-9_]+)", f"{rule.when} {rule.demands}")) & rests.keys():
                one = ground(view, regulation, rule)
                words = view.words("article-of", title=one.short, article=one.article)
                rests[name][link(f"{root(source)}{one.address}", words)] = None
    return [
        (unit.parameter_titles.get(name, name), printer.value(_ANY, value), list(rests[name]))
        for name, value in unit.parameters.items()
    ]


def _delegations(view: View, unit: Unit) -> list[dict[str, str]]:
    return [
        {
            "post": office.title(unit, entry.post),
            "to": office.title(unit, entry.to),
            "span": dates.days(entry.since, entry.until, view.words),
            "basis": entry.basis,
        }
        for entry in unit.delegations
        if entry.until is None or entry.until >= view.today
    ]
