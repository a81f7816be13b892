"""The page of what rests on one version of a regulation, article by article, where too much does to name it there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from placet.model import Regulation
from placet.pages import dates
from placet.pages.card import Card
from placet.pages.layout import page
from placet.pages.links import article_anchor, href, link, record_page, regulation_page, uses_page, year_page
from placet.pages.page import Page
from placet.pages.regulations.trail import trail
from placet.pages.regulations.validity import dated
from placet.pages.view import View

#: How many records the page of a version names below each article, and how many are named here.
FEW, MANY = 3, 30


@dataclass(frozen=True)
class ArticleUses:
    """The records that use an article: how many, by register and year, and the newest with how each uses it."""

    anchor: str
    heading: Markup
    judged: int
    cited: int
    years: tuple[tuple[Markup, int], ...]
    newest: tuple[tuple[Markup, str, bool], ...]
    more: int


def too_many(view: View, regulation: Regulation) -> bool:
    """Return whether more records use some article of a version than its own page names."""
    return any(len(_users(view, regulation, number)) > FEW for number in _numbers(regulation))


def users(view: View, regulation: Regulation, article: int) -> list[Card]:
    """Return the cards of the records that an article rules on or that cite it, newest first."""
    return view.newest(list(_users(view, regulation, article).values()))


def _users(view: View, regulation: Regulation, article: int) -> dict[str, Card]:
    found = (*view.uses.judged(regulation, article), *view.uses.cited(regulation, article))
    return {card.path: card for card in found}


def uses_pages(view: View) -> dict[str, Page]:
    """Return the pages of uses, by path."""
    return {uses_page(one): _page(view, one) for one in view.regulations if too_many(view, one)}


def _numbers(regulation: Regulation) -> list[int]:
    return [0, *(article.number for article in regulation.articles)]


def _page(view: View, regulation: Regulation) -> Page:
    source = uses_page(regulation)
    found = [(number, users(view, regulation, number)) for number in _numbers(regulation)]
    return page(
        "regulation-uses",
        view.words("pair", name=view.words("uses"), value=dated(view, regulation)),
        "regulations",
        view.words,
        crumbs=trail(view, regulation, source),
        regulation=regulation,
        version=view.words("version-of", day=dates.day(regulation.in_force, view.words)),
        total=len(view.uses.of(regulation)),
        many=MANY,
        articles=[_article(view, regulation, number, cards, source) for number, cards in found if cards],
    )


def _article(view: View, regulation: Regulation, number: int, cards: Sequence[Card], source: str) -> ArticleUses:
    label = next((one.label for one in regulation.articles if one.number == number), "")
    address = href(source, regulation_page(regulation), article_anchor(number) if number else "")
    cited = {card.path for card in view.uses.cited(regulation, number)}
    return ArticleUses(
        anchor=article_anchor(number),
        heading=link(address, label or view.words("uses-whole")),
        judged=len(view.uses.judged(regulation, number)),
        cited=len(cited),
        years=tuple(_years(view, cards, source)),
        newest=tuple(
            (
                _named(view, card, source),
                dates.day(card.day, view.words) if card.day else "",
                card.path in cited,
            )
            for card in cards[:MANY]
        ),
        more=max(0, len(cards) - MANY),
    )


def _named(view: View, card: Card, source: str) -> Markup:
    number = Markup('<span class="pl-number">{}</span>').format(card.name or view.words("draft"))
    return Markup('<a href="{}">{} {}</a>').format(href(source, record_page(card)), number, card.title)


def _years(view: View, cards: Sequence[Card], source: str) -> list[tuple[Markup, int]]:
    """How many of the records lie in each register and year, with links to those pages; drafts have none."""
    counts = Counter((card.register, card.year) for card in cards if card.year is not None)
    found = []
    for (path, year), count in sorted(counts.items(), key=lambda one: (one[0][0], -(one[0][1] or 0))):
        register = view.cabinet.registers[path]
        words = f"{register.title} {view.words('year', year=year)}"
        found.append((link(href(source, year_page(register, year or 0)), words), count))
    return found
