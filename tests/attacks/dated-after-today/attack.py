"""A notice is dated into next year, when a milder regulation is expected."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT027",)


def attack(siege: Siege) -> None:
    ref = siege.draft("notice", id="2025-lsaaaa", day="2025-06-20")
    siege.sign(
        ref,
        "draft by wang-fang at 2024-06-25T09:00",
        "check by li-ping as office-director at 2024-06-25T10:00",
        "issue by sun-qiang as director at 2024-06-25T14:00",
    )
    siege.number(ref, to="bureau/outgoing/2025/0001")
