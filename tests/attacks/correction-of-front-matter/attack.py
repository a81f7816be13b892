"""The correction widens the marks in the body and, by the way, lowers the classification."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT023",)


def attack(siege: Siege) -> None:
    siege.correct("各部室:", "各部室：", classification="public")
