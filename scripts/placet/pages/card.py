"""A record's card: what other pages say of it when they name it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from placet import numbers
from placet.directory import references
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
    numbered = record.year is not None and record.number is not None
    return Card(
        path=record.path,
        id=record.id,
        ref=record.ref,
        unit=record.unit,
        register=register.path,
        kind=record.kind,
        year=record.year,
        number=record.number,
        name=numbers.name(register, record.year, record.number) if numbered else "",  # type: ignore[arg-type]
        title=record.title,
        day=numbers.own_day(record, kind),
        is_draft=record.is_draft,
        annulled=record.annulled,
        classification=record.classification,
        refers=tuple(dict.fromkeys(references(record, kind))),
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
