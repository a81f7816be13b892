"""The order is numbered; nobody signed it."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT062",)


def attack(siege: Siege) -> None:
    siege.commit({"Makefile": "gate:\n\ttrue\n"})
    siege.order("attack", "program", [])
