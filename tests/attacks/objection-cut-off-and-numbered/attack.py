"""The director took his approval back by an objection, the last line of the slip. The attacker cuts it off and numbers
the draft.
"""

from __future__ import annotations

from tests.siege import DISPUTED, Siege

REASONS = ("GAT014",)


def attack(siege: Siege) -> None:
    siege.change(file=f"records/{DISPUTED}.jsonl", drop=6)
    siege.number(DISPUTED)
