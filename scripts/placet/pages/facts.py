"""A record's facts: all that pages about many records need of one, so that those pages never open the record itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from placet.model import Record
from placet.pages.card import Card
from placet.pages.columns import cells

if TYPE_CHECKING:
    from placet.pages.view import View


class Facts(msgspec.Struct, frozen=True, array_like=True):
    """A record's card, and what lists, tables, counts and pictures take from it: plain values that pack.

    `worst` is its gravest verdict: breached, waiting, met, or "" where no rule applies; `cells`
    are what it shows in the columns of its register (see `pages/columns.py`).
    """

    card: Card
    worst: str
    cells: tuple[str, ...]


def facts_of(view: View, record: Record) -> Facts:
    """Return the facts of a record of this view."""
    return Facts(card=view.cards[record.path], worst=(view.worst(record.path) or ""), cells=cells(view, record))
