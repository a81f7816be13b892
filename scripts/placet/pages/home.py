"""The home page: is there a rule for this, what is new, what is due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from markupsafe import Markup

from placet.model import Regulation, Unit
from placet.pages import dates
from placet.pages.card import Card
from placet.pages.layout import page
from placet.pages.links import (
    COMPLIANCE,
    DOCUMENTS_FEED,
    HOME,
    REGISTERS,
    REGULATIONS,
    REGULATIONS_FEED,
    SEARCH,
    WAITING,
    href,
    link,
    regulation_page,
    unit_page,
)
from placet.pages.page import Page
from placet.pages.values import Printer
from placet.pages.view import View
from placet.pages.waiting import items

_NEW_RECORDS = 6
_DUE = 4
_CHANGED = 6
#: Regulations named outright where there is one unit; more are a list to go to, not to read.
_NAMED = 12
_NEW_REGULATION = timedelta(days=400)


def home_pages(view: View) -> dict[str, Page]:
    """Return the home page, and the page on which searches can be kept."""
    cards = [card for card in view.cards.values() if not card.is_draft and not card.annulled]
    newest = view.newest(cards)[:_NEW_RECORDS]
    due = items(view)
    in_force = [regulation for regulation in view.regulations if view.standing_of(regulation) == "in-force"]
    units = [unit for _, unit in sorted(view.cabinet.units.items())]
    changed = _changed(view)
    return {
        HOME: page(
            "home",
            view.cabinet.config.title,
            "home",
            view.words,
            title=view.cabinet.config.title,
            as_of=dates.day(view.today, view.words),
            stopped=view.cabinet.config.as_of is not None,
            instance=next((card.name for card in newest if view.register_of(card).series), ""),
            figures=[
                (len(cards), "figure-records", REGISTERS),
                (len(in_force), "figure-regulations", REGULATIONS),
                (sum(len(regulation.rules) for regulation in in_force), "figure-rules", COMPLIANCE),
                (len(due), "figure-waiting", WAITING),
            ],
            newest=[_newest(view, card) for card in newest],
            due=due[:_DUE],
            total=len(due),
            overdue=sum(item.wait.overdue for item in due),
            changed=[_regulation(view, regulation) for regulation in changed[:_CHANGED]],
            units=[_unit(view, unit, in_force) for unit in units] if len(units) > 1 else [],
            regulations=[_regulation(view, one) for one in in_force[:_NAMED]] if len(units) == 1 else [],
            feeds=(DOCUMENTS_FEED, REGULATIONS_FEED),
        ),
        SEARCH: page("search", view.words("search"), "search", view.words),
    }


def _newest(view: View, card: Card) -> tuple[Markup, str, str]:
    linked = Printer(view, HOME, view.unit_of(card)).record_link(card)
    return linked, dates.day(card.day, view.words) if card.day else "", _place(view, card)


def _place(view: View, card: Card) -> str:
    """The register a record lies in, with its unit where the portal has several."""
    title = view.register_of(card).title
    return f"{view.unit_of(card).title} · {title}" if len(view.cabinet.units) > 1 else title


def _changed(view: View) -> list[Regulation]:
    """The regulations that came into force of late or will, the latest first."""
    recent = view.today - _NEW_REGULATION
    return sorted(
        (r for r in view.regulations if r.in_force >= recent), key=lambda r: (r.in_force, r.path), reverse=True
    )


def _regulation(view: View, regulation: Regulation) -> dict[str, object]:
    unit = view.cabinet.units.get(regulation.unit)
    return {
        "link": link(href(HOME, regulation_page(regulation)), regulation.title),
        "unit": unit.title if unit and len(view.cabinet.units) > 1 else "",
        "since": dates.day(regulation.in_force, view.words),
        "standing": view.standing_of(regulation),
        "articles": len(regulation.articles),
    }


def _unit(view: View, unit: Unit, in_force: Sequence[Regulation]) -> dict[str, object]:
    address = href(HOME, unit_page(unit.id))
    return {
        "link": link(address, unit.title),
        "address": address,
        "regulations": sum(regulation.unit == unit.id for regulation in in_force),
        "registers": sum(register.unit == unit.id for register in view.cabinet.registers.values()),
        "posts": len(unit.posts),
    }
