"""In a filed slip the check comes after the issue."""

from __future__ import annotations

from tests.siege import PARTY, Siege

REASONS = ("GAT014", "SIG006")


def attack(siege: Siege) -> None:
    siege.change(file=f"records/{PARTY}.jsonl", swap=[2, 3])
