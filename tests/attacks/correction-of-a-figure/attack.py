"""What is called a correction of a comma turns 1,200 yuan into 1.200."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT023", "GAT012")


def attack(siege: Siege) -> None:
    siege.correct("1,200元", "1.200元")
