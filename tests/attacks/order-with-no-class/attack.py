"""The order lists no class at all, so that no rule about a class asks for anybody's signature."""

from __future__ import annotations

from tests.siege import PEOPLE, Siege

REASONS = ("GAT061",)


def attack(siege: Siege) -> None:
    siege.change(file=PEOPLE, replace=["  - id: feng-lei", "  - id: ma-chao\n    name: 马超\n  - id: feng-lei"])
    siege.commit()
    siege.order("attack", "")
