"""A record's facts: all that pages about many records need of one, so that those pages never open the record itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from placet.model import Record
from placet.pages.card import Card

if TYPE_CHECKING:
    from placet.pages.view import View


class Facts(msgspec.Struct, frozen=True, array_like=True):
    """A record's card, and what lists, tables, counts and pictures take from it: plain values that pack.

    `worst` is its gravest verdict: breached, waiting, met, or "" where no rule applies.
    """

    card: Card
    worst: str


def facts_of(view: View, record: Record) -> Facts:
    """Return the facts of a record of this view."""
    return Facts(card=view.cards[record.path], worst=(view.worst(record.path) or ""))
