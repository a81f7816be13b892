"""A figure is replaced by one that looks the same to the eye, of another script."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT023",)


def attack(siege: Siege) -> None:
    siege.correct("30分", "3О分")
