"""Five hundred drafts at once, one of which is the one that matters."""

from __future__ import annotations

from itertools import product

from tests.siege import Siege

REASONS = ("GAT050",)


def attack(siege: Siege) -> None:
    for n, letters in zip(range(500), product("abcdefgh", repeat=3), strict=False):
        siege.draft(f"notice-{n:03}", id=f"2024-zzz{''.join(letters)}")
