"""The view as parts of the site have it: pages of some records, and pages about all of them.

The first sees its own records and the cards of others, one by one; the second no record, but every record's facts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from placet.model import Record
from placet.pages.card import Card
from placet.pages.facts import Facts
from placet.pages.sides import Sides
from placet.pages.view import View
from placet.site.looking import Asked, Index, Looked


class Closed(Mapping[str, Record]):
    """The records, where only cards and facts may be asked."""

    def __getitem__(self, path: str) -> Record:
        raise TypeError(f"a page about many records reads their facts, not {path}")

    def __iter__(self) -> Iterator[str]:
        raise TypeError("a page about many records looks through their facts")

    def __len__(self) -> int:
        raise TypeError("a page about many records counts their facts")


@dataclass(frozen=True, kw_only=True)
class Timed(View):
    """A view that notes what is asked of the clock."""

    looked: Looked

    @property
    def as_of(self) -> datetime:
        """The moment the portal speaks of; who asks for it says something else at any other moment."""
        self.looked.exact = self.outcome.as_of
        return self.outcome.as_of

    @property
    def today(self) -> date:
        """The day the portal speaks of: nothing is kept from one day to the next."""
        return self.outcome.as_of.date()

    def passed(self, moment: datetime) -> bool:
        """As `View.passed`."""
        return self.looked.passed(moment, self.outcome.as_of)


@dataclass(frozen=True, kw_only=True)
class PartView(Timed):
    """The view of the pages of some records, which are those of its cabinet."""

    index: Index

    @cached_property
    def cards(self) -> Mapping[str, Card]:
        """The card of every record, by path."""
        return Asked(self.index.cards, self.looked.paths, self.index)

    @cached_property
    def by_name(self) -> Mapping[str, Card]:
        """As `View.by_name`."""
        return Asked(self.index.by_name, self.looked.names, self.index)

    def sides(self, card: Card) -> Sides:
        """As `View.sides`."""
        found, self.looked.sides[card.path] = self.index.sides(card)
        return found

    def beyond(self, card: Card) -> Sides:
        """As `View.beyond`."""
        found, self.looked.beyond[card.path] = self.index.beyond(card)
        return found

    @cached_property
    def by_register(self) -> Mapping[str, tuple[Card, ...]]:
        """Not to be had."""
        raise TypeError("a record's page does not look through a register")


@dataclass(frozen=True, kw_only=True)
class WholeView(Timed):
    """The view of the pages about many records: all their facts, and no record."""

    index: Index
    known: Mapping[str, Facts]

    @cached_property
    def records(self) -> tuple[Record, ...]:
        """Not to be had."""
        raise TypeError("a page about many records reads their facts")

    @cached_property
    def cards(self) -> Mapping[str, Card]:
        """As `View.cards`."""
        return self.index.cards

    @cached_property
    def by_name(self) -> Mapping[str, Card]:
        """As `View.by_name`."""
        return self.index.by_name

    @cached_property
    def facts(self) -> Mapping[str, Facts]:
        """As `View.facts`."""
        return self.known
