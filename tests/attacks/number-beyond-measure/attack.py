"""A number with nine digits would push every later one beyond it."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT032",)


def attack(siege: Siege) -> None:
    siege.number(to="bureau/outgoing/2024/999999999")
