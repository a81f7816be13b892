"""The objection is cut off, and nothing else: numbering can wait until nobody remembers."""

from __future__ import annotations

from tests.siege import DISPUTED, Siege

REASONS = ("GAT014",)


def attack(siege: Siege) -> None:
    siege.change(file=f"records/{DISPUTED}.jsonl", drop=6)
