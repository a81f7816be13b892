"""A filed notice goes back to the drafts, where it may be edited."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT011",)


def attack(siege: Siege) -> None:
    siege.move("bureau/outgoing/2024/0002", "bureau/outgoing/drafts/again")
