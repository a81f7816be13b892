"""The roster makes the drafter director; the same merge brings the notice that he issues himself."""

from __future__ import annotations

from tests.siege import PEOPLE, Siege

REASONS = ("GAT040",)


def attack(siege: Siege) -> None:
    siege.change(
        file=PEOPLE,
        replace=[
            "delegations:",
            "  - {person: wang-fang, post: director, from: 2024-06-01, basis: 口头}\ndelegations:",
        ],
    )
    ref = siege.draft("notice", id="2024-lsaaaa")
    siege.sign(
        ref,
        "draft by wang-fang at 2024-06-25T09:00",
        "check by li-ping as office-director at 2024-06-25T10:00",
        "issue by wang-fang as director at 2024-06-25T14:00",
    )
    siege.number(ref)
