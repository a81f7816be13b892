"""What the making of pages looks up about other records: each question is noted with its answer.

A page may stay as it is while all it asked would be answered alike, and the clock stands where it stood for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from placet.pages.card import Card, citing, named
from placet.pages.sides import Paths, Sides

Answer = TypeVar("Answer")

_encode = msgspec.msgpack.Encoder().encode


class Index:
    """The cards of all records, by path, by any name, and by what they refer to."""

    def __init__(self, cards: Iterable[Card]) -> None:
        self.cards: Mapping[str, Card] = {card.path: card for card in sorted(cards, key=lambda card: card.path)}
        self._digests: dict[str, str] = {}
        self._sides: dict[str, tuple[Sides, str]] = {}
        self._beyond: dict[str, tuple[Sides, str]] = {}
        folders: dict[str, list[Card]] = defaultdict(list)
        for path, card in self.cards.items():
            folders[path.rpartition("/")[0]].append(card)
        #: The cards of each folder, packed, and what they are called all together.
        self.packed = {folder: _encode(held) for folder, held in folders.items()}
        self.name = sha256(_encode(self.packed)).hexdigest()

    @cached_property
    def by_name(self) -> Mapping[str, Card]:
        """Cards by the record's ref, path and permanent id."""
        return named(self.cards.values())

    @cached_property
    def _paths(self) -> Paths:
        return Paths(self.by_name, citing(self.cards.values(), self.by_name))

    def sides(self, card: Card) -> tuple[Sides, str]:
        """Both sides of a record, and what they are called."""
        known = self._sides.get(card.path)
        if known is None:
            found = self._paths.sides(card)
            known = self._sides[card.path] = found, self._beside(found)
        return known

    def beyond(self, card: Card) -> tuple[Sides, str]:
        """Where paths lead on through a record, and what that is called: found once, for many paths lead there."""
        known = self._beyond.get(card.path)
        if known is None:
            found = self._paths.beyond(card)
            # Paths lead on to all that lies beside a record, or nowhere.
            known = self.sides(card) if any(found) else (found, self._beside(found))
            self._beyond[card.path] = known
        return known

    def _beside(self, sides: Sides) -> str:
        return f"{len(sides.before)} {self.digest((*sides.before, *sides.after))}"

    def digest(self, cards: Iterable[Card | None]) -> str:
        """What an answer is called: "" where there is no card."""
        names = [self._digest(card) for card in cards if card is not None]
        return sha256("".join(names).encode()).hexdigest()[:24] if len(names) > 1 else "".join(names)

    def _digest(self, card: Card) -> str:
        known = self._digests.get(card.path)
        if known is None:
            known = self._digests[card.path] = sha256(_encode(card)).hexdigest()[:24]
        return known


@dataclass(frozen=True)
class Changes:
    """What differs between two indexes: the cards at some paths, what some names mean, what lies around some paths."""

    paths: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    around: frozenset[str] = frozenset()


class Looked(msgspec.Struct):
    """What was asked of which index, with the digests of the answers.

    It holds while the clock stands after `since` and up to `until`; at that very moment only, if that is `exact`.
    """

    index: str = ""
    paths: dict[str, str] = {}
    names: dict[str, str] = {}
    sides: dict[str, str] = {}
    beyond: dict[str, str] = {}
    since: datetime | None = None
    until: datetime | None = None
    exact: datetime | None = None

    def still(self, index: Index, as_of: datetime) -> bool:
        """Whether every question has the same answer now."""
        if self.index == index.name:
            return self.stands(as_of)
        digest, cards, names = index.digest, index.cards.get, index.by_name.get
        return (
            self.stands(as_of)
            and all(digest([cards(path)]) == known for path, known in self.paths.items())
            and all(digest([names(name)]) == known for name, known in self.names.items())
            and all(_beside(index.cards, index.sides, path) == known for path, known in self.sides.items())
            and all(_beside(index.cards, index.beyond, path) == known for path, known in self.beyond.items())
        )

    def near(self, changes: Changes | None) -> Looked:
        """What of it may be answered otherwise after these changes, or anyhow (None), under the same clock."""
        if changes is None:
            return self
        return replace(
            self,
            paths=_at(self.paths, changes.paths),
            names=_at(self.names, changes.names),
            sides=_at(self.sides, changes.around),
            beyond=_at(self.beyond, changes.around),
        )

    def stands(self, as_of: datetime) -> bool:
        """Whether what was asked of the clock has the same answer now."""
        return (
            (self.exact is None or self.exact == as_of)
            and (self.since is None or self.since < as_of)
            and (self.until is None or as_of <= self.until)
        )

    def passed(self, moment: datetime, as_of: datetime) -> bool:
        """Whether a moment is past, which is noted."""
        if moment < as_of:
            self.since = moment if self.since is None else max(self.since, moment)
            return True
        self.until = moment if self.until is None else min(self.until, moment)
        return False


def _at(asked: Mapping[str, str], places: frozenset[str]) -> dict[str, str]:
    return {place: asked[place] for place in asked.keys() & places}


def _beside(cards: Mapping[str, Card], found: Callable[[Card], tuple[Sides, str]], path: str) -> str:
    """What lies beside the record at a path now is called; "" where there is no record any more."""
    card = cards.get(path)
    return found(card)[1] if card else ""


class Asked(Mapping[str, Answer]):
    """A mapping that notes what it is asked, and cannot be looked through as a whole."""

    def __init__(self, whole: Mapping[str, Answer], noted: dict[str, str], index: Index) -> None:
        self._whole, self._noted, self._index = whole, noted, index

    def __getitem__(self, key: str) -> Answer:
        found = self._whole.get(key)
        if key not in self._noted:
            cards = found if isinstance(found, tuple) else (found,)
            self._noted[key] = self._index.digest(cards)  # type: ignore[arg-type]
        if found is None:
            raise KeyError(key)
        return found

    def __iter__(self) -> Iterator[str]:
        raise TypeError("a record's page does not look through all records")

    def __len__(self) -> int:
        raise TypeError("a record's page does not count all records")
