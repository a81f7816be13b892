"""The clerk's lost key expired in March; whoever has it numbers a notice of March with it today."""

from __future__ import annotations

from tests.siege import NEXT, Siege

REASONS = ("SIG032",)


def attack(siege: Siege) -> None:
    ref = siege.draft("notice", id="2024-lsaaaa", day="2024-03-28")
    siege.sign(
        ref,
        "draft by wang-fang at 2024-03-28T09:00",
        "check by li-ping as office-director at 2024-03-28T10:00",
        "issue by zhao-min as director at 2024-03-28T14:00",
    )
    siege.move(ref, NEXT)
    siege.sign(NEXT, "number by wu-di as clerk at 2024-03-28T15:00")
