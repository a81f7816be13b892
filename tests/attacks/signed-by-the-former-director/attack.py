"""The former director's key is still good; his line is dated today."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT020", "SIG018")


def attack(siege: Siege) -> None:
    ref = siege.draft("notice", id="2024-lsaaaa")
    siege.sign(
        ref,
        "draft by wang-fang at 2024-06-25T09:00",
        "check by li-ping as office-director at 2024-06-25T10:00",
        "issue by zhao-min as director at 2024-06-25T14:00",
    )
    siege.number(ref)
