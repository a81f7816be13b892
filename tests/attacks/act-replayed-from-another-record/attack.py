"""The director's issuing line is copied from the slip of an earlier notice."""

from __future__ import annotations

from tests.siege import PARTY, Siege

REASONS = ("SIG004", "GAT020")


def attack(siege: Siege) -> None:
    ref = siege.draft("notice", id="2024-lsaaaa")
    siege.sign(ref, "draft by wang-fang at 2024-06-25T09:00", "check by li-ping as office-director at 2024-06-25T10:00")
    siege.change(file=f"records/{ref}.jsonl", copy=[f"records/{PARTY}.jsonl", 3])
    siege.number(ref)
