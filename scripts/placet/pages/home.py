"""The home page: is there a rule for this, what is new, what is due."""

from __future__ import annotations

from datetime import timedelta

from placet.model import Regulation
from placet.pages import dates
from placet.pages.card import Card
from placet.pages.layout import page
from placet.pages.links import DOCUMENTS_FEED, HOME, REGULATIONS_FEED, SEARCH, href, link, regulation_page
from placet.pages.page import Page
from placet.pages.values import Printer
from placet.pages.view import View
from placet.pages.waiting import items

_NEW_RECORDS = 8
_DUE = 8
_NEW_REGULATION = timedelta(days=400)


def home_pages(view: View) -> dict[str, Page]:
    """Return the home page, and the page on which searches can be kept."""
    filed = [card for card in view.cards.values() if not card.is_draft and not card.annulled]
    newest = view.newest(filed)[:_NEW_RECORDS]
    due = items(view, HOME)
    in_force = [regulation for regulation in view.regulations if view.standing_of(regulation) == "in-force"]
    return {
        HOME: page(
            "home",
            view.cabinet.config.title,
            "home",
            words=view.words,
            title=view.cabinet.config.title,
            as_of=dates.day(view.today),
            stopped=view.cabinet.config.as_of is not None,
            instance=next((card.name for card in newest if view.register_of(card).series), ""),
            figures=[
                (len(filed), "figure-records"),
                (len(in_force), "figure-regulations"),
                (sum(len(regulation.rules) for regulation in in_force), "figure-rules"),
                (len(due), "figure-waiting"),
            ],
            regulations=[_regulation(view, regulation) for regulation in in_force],
            coming=[_regulation(view, regulation) for regulation in _coming(view)],
            newest=[
                (
                    Printer(view, HOME, view.unit_of(card)).record_link(card),
                    dates.day(card.day) if card.day else "",
                    _place(view, card),
                )
                for card in newest
            ],
            due=due[:_DUE],
            more=max(0, len(due) - _DUE),
            feeds=(DOCUMENTS_FEED, REGULATIONS_FEED),
        ),
        SEARCH: page("search", view.words("search"), "search", words=view.words),
    }


def _place(view: View, card: Card) -> str:
    """The register a record lies in, with its unit where the portal has several."""
    title = view.register_of(card).title
    return f"{view.unit_of(card).title} · {title}" if len(view.cabinet.units) > 1 else title


def _coming(view: View) -> list[Regulation]:
    recent = view.today - _NEW_REGULATION
    return sorted(
        (r for r in view.regulations if r.in_force >= recent), key=lambda r: (r.in_force, r.path), reverse=True
    )


def _regulation(view: View, regulation: Regulation) -> dict[str, object]:
    return {
        "link": link(href(HOME, regulation_page(regulation)), regulation.title),
        "since": dates.day(regulation.in_force),
        "standing": view.standing_of(regulation),
        "articles": len(regulation.articles),
    }
