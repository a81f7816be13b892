"""A proper correction of marks, with a note instead of a signature."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT012",)


def attack(siege: Siege) -> None:
    siege.correct("各部室:", "各部室：", note=True)
