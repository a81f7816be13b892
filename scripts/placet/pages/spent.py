"""What a record says was spent, as plain values."""

from __future__ import annotations

from decimal import Decimal

import msgspec

from placet.model import Kind, Record


class Spent(msgspec.Struct, frozen=True, array_like=True):
    """What a record says was spent, as decimal figures, and the value by which statistics sort it ("" for none)."""

    amount: str
    by: str


def spent(record: Record, kind: Kind) -> Spent | None:
    """Return what a record of a kind that counts as spending says was spent, None where it says nothing."""
    spending = kind.spending
    amount = record.fields.get(spending.amount) if spending else None
    if spending is None or not isinstance(amount, Decimal):
        return None
    by = record.fields.get(spending.by)
    return Spent(f"{amount:f}", by if isinstance(by, str) else "")
