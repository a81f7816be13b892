"""The objection stays, but as the last line behind the number, where it takes nothing back any more."""

from __future__ import annotations

from tests.siege import DISPUTED, Siege

REASONS = ("GAT014",)


def attack(siege: Siege) -> None:
    siege.number(DISPUTED)
    siege.change(file="records/bureau/outgoing/2024/0004.jsonl", swap=[6, 7])
