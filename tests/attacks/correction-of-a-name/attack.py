"""What is called a correction exchanges a name for one that sounds alike."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT023",)


def attack(siege: Siege) -> None:
    siege.correct("孙强", "孙蔷")
