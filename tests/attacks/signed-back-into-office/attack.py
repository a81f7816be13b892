"""The former director signs today and dates his line, and the notice, into April, when he held the post."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT020", "SIG033")


def attack(siege: Siege) -> None:
    ref = siege.draft("notice", id="2024-lsaaaa", day="2024-04-22")
    siege.sign(
        ref,
        "draft by wang-fang at 2024-04-22T09:00",
        "check by li-ping as office-director at 2024-04-22T10:00",
        "issue by zhao-min as director at 2024-04-22T14:00",
    )
    siege.number(ref, at="2024-04-22T15:00")
