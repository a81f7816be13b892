"""What led to a record and what it led to, over several steps: minutes, decision, document, seal, archive."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from placet.pages.card import Card
from placet.pages.view import View

#: So many steps either way are shown; a record with more neighbours than this is a crossroads, not a step of a path.
STEPS = 4
CROSSROADS = 12
#: So many records of one step are named.
NAMED = 6


@dataclass(frozen=True)
class Step:
    """Records of one register on one step of the path, oldest first; `more` are those that are not named."""

    cards: tuple[Card, ...]
    more: int = 0


@dataclass(frozen=True)
class Chain:
    """The steps that led to a record, the earliest first, and those it led to."""

    before: tuple[Step, ...]
    after: tuple[Step, ...]


def chain(view: View, card: Card) -> Chain:
    """Return the path that a record lies on."""
    before, after = _steps(view, card, -1), _steps(view, card, 1)
    return Chain(
        tuple(step for cards in reversed(before) for step in cards), tuple(s for cards in after for s in cards)
    )


def _steps(view: View, card: Card, way: int) -> list[list[Step]]:
    """The steps from a record in one direction of time, each parted by register."""
    steps: list[list[Step]] = []
    seen, edge = {card.path}, [card]
    while edge and len(steps) < STEPS:
        beyond = {other.path: other for one in edge for other in _linked(view, one, way, far=one is not card)}
        edge = sorted((one for path, one in beyond.items() if path not in seen), key=_age)
        seen |= beyond.keys()
        if edge:
            steps.append(_parted(edge))
    return steps


def _parted(cards: Sequence[Card]) -> list[Step]:
    found: dict[str, list[Card]] = {}
    for card in cards:
        found.setdefault(card.register, []).append(card)
    return [Step(tuple(several[:NAMED]), max(0, len(several) - NAMED)) for several in found.values()]


def _age(card: Card) -> tuple[date, str]:
    return card.day or date.max, card.path


def _linked(view: View, card: Card, way: int, *, far: bool) -> Sequence[Card]:
    """The records that a record refers to or that refer to it, on one side of it in time."""
    if far and view.is_cited_over(card.path, CROSSROADS):
        return ()
    near = {one.path: one for one in (*view.referred(card), *view.citing.get(card.path, ()))}
    if far and len(near) > CROSSROADS:
        return ()
    return [one for one in near.values() if one.path != card.path and _way(view, card, one) == way]


def _way(view: View, card: Card, other: Card) -> int:
    """Return 1 where `other` came after `card`, -1 where it came before it.

    By their days; of the same day, what is referred to came first, except that a meeting comes before what it decided.
    """
    if card.day and other.day and card.day != other.day:
        return 1 if other.day > card.day else -1
    meets = [bool(view.cabinet.kinds[one.kind].meeting) for one in (card, other)]
    if meets[0] != meets[1]:
        return 1 if meets[0] else -1
    return -1 if other in view.referred(card) else 1
