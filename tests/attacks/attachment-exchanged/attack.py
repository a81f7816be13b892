"""The list attached to a filed notice is exchanged for another."""

from __future__ import annotations

from tests.siege import PARTY, Siege

REASONS = ("GAT013", "ARC002")


def attack(siege: Siege) -> None:
    siege.repo.write({f"records/{PARTY}/节目单.csv": "姓名,节目\n孙强,独唱\n"})
