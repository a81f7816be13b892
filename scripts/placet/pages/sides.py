"""What lies on either side of a record in time: the records it refers to, and those that refer to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from placet.pages.card import Card

#: A record with more neighbours than this is a crossroads, not a step of a path.
CROSSROADS = 12


class Sides(NamedTuple):
    """The records that came before a record and those that came after it, in no order."""

    before: tuple[Card, ...] = ()
    after: tuple[Card, ...] = ()


class Paths:
    """The paths that records lie on: `by_name` gives what a record refers to, `citing` what refers to it, by path."""

    def __init__(self, by_name: Mapping[str, Card], citing: Mapping[str, tuple[Card, ...]]) -> None:
        self._by_name, self._citing = by_name, citing
        self._sides: dict[str, Sides] = {}

    def sides(self, card: Card) -> Sides:
        """Return all neighbours of a record."""
        known = self._sides.get(card.path)
        if known is None:
            known = self._sides[card.path] = self._parted(card)
        return known

    def _parted(self, card: Card) -> Sides:
        referred = {one.path: one for one in map(self._by_name.get, card.refers) if one}
        near = referred | {one.path: one for one in self._citing.get(card.path, ())}
        near.pop(card.path, None)
        parted: tuple[list[Card], list[Card]] = [], []
        for path, one in near.items():
            parted[_is_later(card, one, is_referred=path in referred)].append(one)
        return Sides(*map(tuple, parted))

    def beyond(self, card: Card) -> Sides:
        """Return where paths lead on through a record: nowhere from a crossroads."""
        if len(self._citing.get(card.path, ())) > CROSSROADS:
            return Sides()
        found = self.sides(card)
        return found if len(found.before) + len(found.after) <= CROSSROADS else Sides()


def _is_later(card: Card, other: Card, *, is_referred: bool) -> bool:
    """Whether `other` came after `card`, by their days.

    Of the same day, what is referred to came first, except that a meeting comes before what it decided.
    """
    if card.day and other.day and card.day != other.day:
        return other.day > card.day
    return card.meets if card.meets != other.meets else not is_referred
