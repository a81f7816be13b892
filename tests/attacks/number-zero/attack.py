"""A notice of June is filed under the number 0000, before all others of the year."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT032", "NUM008")


def attack(siege: Siege) -> None:
    siege.number(to="bureau/outgoing/2024/0000")
