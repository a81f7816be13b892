"""A comma moves, and with it what must not be done without consent."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT023",)


def attack(siege: Siege) -> None:
    siege.correct("未经同意,演员不得换人", "未经,同意演员不得换人")
