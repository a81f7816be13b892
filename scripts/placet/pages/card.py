"""A record's card: what other pages say of it when they name it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from placet import directory, numbers
from placet.model import Kind, Record, Register


class Card(msgspec.Struct, frozen=True, array_like=True):
    """What it takes to name a record, link to it and put it in order. Packs into a few bytes.

    `register` is the register's path (bureau/outgoing), `number` the record's place in its series, `name` its official
    number ("" for a draft), `refers` the names of the other records that it refers to, be it in a field; `meets` is
    whether it tells of a meeting.
    """

    path: str
    id: str
    ref: str
    unit: str
    register: str
    kind: str
    year: int | None
    number: int | None
    name: str
    title: str
    day: date | None
    is_draft: bool
    annulled: str
    classification: str
    refers: tuple[str, ...]
    meets: bool


def card_of(record: Record, kind: Kind, register: Register) -> Card:
    """Return the card of a record of this kind in this register."""
    return card_in(directory.card(record, kind), kind, register, dict.fromkeys(directory.references(record, kind)))


def card_in(found: directory.Card, kind: Kind, register: Register, refers: Iterable[str]) -> Card:
    """Return the card of a record of this kind in this register by what the directory says of it."""
    numbered = found.year is not None and found.number is not None
    return Card(
        path=found.path,
        id=found.id,
        ref=found.path.removeprefix("records/").removesuffix(".md"),
        unit=found.unit,
        register=register.path,
        kind=found.kind,
        year=found.year,
        number=found.number,
        name=numbers.name(register, found.year, found.number) if numbered else "",  # type: ignore[arg-type]
        title=found.title,
        day=date.fromisoformat(found.day[:10]) if found.day else None,
        is_draft=found.number is None,
        annulled=found.annulled,
        classification=found.classification,
        refers=tuple(refers),
        meets=kind.meeting is not None,
    )


def named(cards: Iterable[Card]) -> dict[str, Card]:
    """Return cards by the record's ref, path and permanent id."""
    return {name: card for card in cards for name in (card.id, card.ref, card.path)}


def citing(cards: Iterable[Card], by_name: Mapping[str, Card]) -> dict[str, tuple[Card, ...]]:
    """Return, for each record's path, the cards of the records that refer to it by any of its names."""
    found: dict[str, list[Card]] = defaultdict(list)
    for card in cards:
        for target in filter(None, map(by_name.get, card.refers)):
            found[target.path].append(card)
    return {path: tuple(citing) for path, citing in found.items()}
