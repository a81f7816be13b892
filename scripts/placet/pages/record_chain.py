"""What led to a record and what it led to, over several steps: minutes, decision, document, seal, archive."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from itertools import chain as chained
from typing import NamedTuple

from markupsafe import Markup

from placet.pages.card import Card
from placet.pages.escape import html_text
from placet.pages.sides import Sides
from placet.pages.values import Printer
from placet.pages.view import View

#: So many steps either way are shown.
STEPS = 4
#: So many records of one step are named.
NAMED = 6


class Step(NamedTuple):
    """Records of one register on one step of the path, oldest first; `more` are those that are not named."""

    cards: tuple[Card, ...]
    more: int = 0


class Chain(NamedTuple):
    """The steps that led to a record, the earliest first, and those it led to."""

    before: tuple[Step, ...]
    after: tuple[Step, ...]


def chain(view: View, card: Card) -> Chain:
    """Return the path that a record lies on."""
    near = view.sides(card)
    before, after = _steps(view, card, near, 0), _steps(view, card, near, 1)
    return Chain(tuple(chained.from_iterable(reversed(before))), tuple(chained.from_iterable(after)))


def _steps(view: View, card: Card, near: Sides, way: int) -> list[list[Step]]:
    """The steps from a record in one direction of time (0: before, 1: after, as in its sides), parted by register."""
    steps: list[list[Step]] = []
    seen, edge = {card.path}, list(near[way])
    while edge:
        steps.append(_parted(sorted(edge, key=_age) if len(edge) > 1 else edge))
        if len(steps) == STEPS:
            break
        seen.update(one.path for one in edge)
        beyond = {other.path: other for one in edge for other in view.beyond(one)[way]}
        edge = [one for path, one in beyond.items() if path not in seen]
    return steps


def _parted(cards: Sequence[Card]) -> list[Step]:
    if len(cards) == 1:
        return [Step((cards[0],))]
    found: dict[str, list[Card]] = {}
    for card in cards:
        found.setdefault(card.register, []).append(card)
    return [Step(tuple(several[:NAMED]), max(0, len(several) - NAMED)) for several in found.values()]


def _age(card: Card) -> tuple[date, str]:
    return card.day or date.max, card.path


def steps(printer: Printer, path: Sequence[Step]) -> Markup:
    """Return steps as items of a list: the register, links to its records, and how many more there are."""
    return Markup("".join([_step(printer, cards, more) for cards, more in path]))  # noqa: S704 - each part is escaped


def _step(printer: Printer, cards: Sequence[Card], more: int) -> str:
    view = printer.view
    register = _title(view.cabinet.registers[cards[0].register].title)
    beyond = f"<i>{html_text(view.words('and-more', count=more))}</i>" if more else ""
    return f"<li><b>{register}</b>{''.join(map(printer.record_link, cards))}{beyond}</li>\n"


@lru_cache(maxsize=1 << 8)
def _title(title: str) -> str:
    """A register's title as HTML."""
    return html_text(title)
