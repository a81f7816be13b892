"""What is called a correction drops the one character that says no."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT023",)


def attack(siege: Siege) -> None:
    siege.correct("不得换人", "得换人")
