"""What is called a correction changes a day."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT023",)


def attack(siege: Siege) -> None:
    siege.correct("6月9日", "6月19日")
