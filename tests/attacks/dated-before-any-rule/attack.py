"""A notice that nobody issued is dated into 2023, when no regulation was in force yet."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT021",)


def attack(siege: Siege) -> None:
    ref = siege.draft("notice", id="2023-lsaaaa", day="2023-06-20")
    siege.sign(ref, "draft by wang-fang at 2024-06-25T09:00")
    siege.number(ref, to="bureau/outgoing/2023/0001")
