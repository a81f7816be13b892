"""A filed notice is moved, slip and all, to another number, and its own is free again."""

from __future__ import annotations

from tests.siege import NEXT, Siege

REASONS = ("GAT011",)


def attack(siege: Siege) -> None:
    siege.move("bureau/outgoing/2024/0002", NEXT)
