"""The issuing line is dated next month, when the attacker expects to be director."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("SIG035",)


def attack(siege: Siege) -> None:
    ref = siege.draft("notice", id="2024-lsaaaa")
    siege.sign(
        ref,
        "draft by wang-fang at 2024-06-25T09:00",
        "check by li-ping as office-director at 2024-06-25T10:00",
        "issue by sun-qiang as director at 2024-07-25T14:00",
    )
    siege.number(ref, at="2024-07-25T15:00")
