"""The issue is taken back by an objection; the attacker appends the earlier issuing line once more, word for word."""

from __future__ import annotations

from tests.siege import DISPUTED, Siege

REASONS = ("SIG023",)


def attack(siege: Siege) -> None:
    siege.change(file=f"records/{DISPUTED}.jsonl", copy=[f"records/{DISPUTED}.jsonl", 5])
    siege.number(DISPUTED)
