"""A proper correction of marks, signed by a deputy, whom the regulation does not name."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT022", "GAT012")


def attack(siege: Siege) -> None:
    siege.correct("各部室:", "各部室：", by="qian-lan", post="deputy-culture")
