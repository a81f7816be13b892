"""The issuing line has the key `by` twice. One reader sees the director, another the one who signed."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("FMT063", "GAT020")


def attack(siege: Siege) -> None:
    ref = siege.draft("notice", id="2024-lsaaaa")
    siege.sign(
        ref,
        "draft by wang-fang at 2024-06-25T09:00",
        "check by li-ping as office-director at 2024-06-25T10:00",
        "issue by wang-fang at 2024-06-25T14:00",
    )
    slip = f"records/{ref}.jsonl"
    siege.change(
        file=slip, replace=['"act":"issue","by":"wang-fang"', '"act":"issue","by":"wang-fang","by":"sun-qiang"']
    )
    siege.number(ref)
