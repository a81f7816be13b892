"""The units: an index, and one page each with its posts, who held them, its bodies and its house parameters."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from placet import office
from placet.model import Appointment, Body, Field, Unit
from placet.pages import dates
from placet.pages.layout import page
from placet.pages.links import UNITS, article_anchor, href, link, register_page, regulation_page, unit_page
from placet.pages.page import Page
from placet.pages.values import Printer
from placet.pages.view import View

_ANY = Field("", "", "text")


@dataclass(frozen=True)
class PostRow:
    """A post with its holders now and before."""

    id: str
    title: str
    reports_to: str
    portfolio: str
    holders: tuple[str, ...]
    history: tuple[str, ...]


def unit_pages(view: View) -> dict[str, Page]:
    """Return the index of units and the page of each, by path."""
    units = sorted(view.cabinet.units.values(), key=lambda unit: unit.id)
    cards = [_card(view, unit) for unit in units]
    index = page("units", view.words("units"), "units", words=view.words, cards=cards)
    return {UNITS: index} | {unit_page(unit.id): _page(view, unit) for unit in units}


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


def _page(view: View, unit: Unit) -> Page:
    source = unit_page(unit.id)
    registers = [register for _, register in sorted(view.cabinet.registers.items()) if register.unit == unit.id]
    return page(
        "unit",
        unit.title,
        "units",
        words=view.words,
        unit=unit,
        today=dates.day(view.today),
        posts=[_post(view, unit, post) for post in unit.posts],
        bodies=[_body(unit, body) for body in unit.bodies.values()],
        sections=[(title, _in_charge(unit, section)) for section, title in unit.sections.items()],
        parameters=_parameters(view, unit, source),
        delegations=_delegations(view, unit),
        registers=[
            (link(href(source, register_page(register)), register.title), len(view.by_register[register.path]))
            for register in registers
        ],
        regulations=[
            link(href(source, regulation_page(regulation)), regulation.title)
            for regulation in view.regulations
            if regulation.unit == unit.id and view.standing_of(regulation) == "in-force"
        ],
    )


def _post(view: View, unit: Unit, post_id: str) -> PostRow:
    post = unit.posts[post_id]
    entries = sorted((a for a in unit.appointments if a.post == post_id), key=lambda a: (a.since, a.person))
    past = [entry for entry in entries if not office.within(view.today, entry.since, entry.until)]
    return PostRow(
        id=post_id,
        title=post.title,
        reports_to=office.title(unit, post.reports_to) if post.reports_to else "",
        portfolio="、".join(unit.sections.get(section, section) for section in post.portfolio),
        holders=(view.words("everyone"),) if post.everyone else _holders(view, unit, post_id),
        history=tuple(_term(view, unit, entry) for entry in past),
    )


def _holders(view: View, unit: Unit, post: str) -> tuple[str, ...]:
    return tuple(office.name(unit, person) for person in office.holders(unit, post, view.today))


def _term(view: View, unit: Unit, entry: Appointment) -> str:
    until = dates.day(entry.until) if entry.until else view.words("now")
    return f"{office.name(unit, entry.person)}（{dates.day(entry.since)} – {until}）"


def _body(unit: Unit, body: Body) -> dict[str, object]:
    def titles(posts: tuple[str, ...]) -> str:
        return "、".join(office.title(unit, post) for post in posts)

    return {
        "title": body.title,
        "chair": titles(body.chair),
        "voting": titles(body.voting),
        "observers": titles(body.observers),
        "convenes": titles((body.convenes,)) if body.convenes else "",
        "quorum": f"{body.quorum * 100:.0f}%",
        "inclusive": body.quorum_inclusive,
    }


def _in_charge(unit: Unit, section: str) -> str:
    return "、".join(office.title(unit, post) for post in office.in_charge(unit, section))


def _parameters(view: View, unit: Unit, source: str) -> list[tuple[str, Markup, list[Markup]]]:
    printer = Printer(view, source, unit)
    rows = []
    for name, value in unit.parameters.items():
        rests = [
            link(
                href(source, regulation_page(regulation), article_anchor(rule.article)),
                view.words("article-of", title=regulation.title, article=view.label(regulation, rule.article)),
            )
            for regulation in view.regulations
            if regulation.unit == unit.id and view.standing_of(regulation) == "in-force"
            for rule in regulation.rules
            if f"param.{name}" in f"{rule.when} {rule.demands}"
        ]
        shown = printer.value(_ANY, value)
        rows.append((unit.parameter_titles.get(name, name), shown, list(dict.fromkeys(rests))))
    return rows


def _delegations(view: View, unit: Unit) -> list[dict[str, str]]:
    return [
        {
            "post": office.title(unit, entry.post),
            "to": office.title(unit, entry.to),
            "span": f"{dates.day(entry.since)} – {dates.day(entry.until) if entry.until else view.words('now')}",
            "basis": entry.basis,
        }
        for entry in unit.delegations
        if entry.until is None or entry.until >= view.today
    ]
