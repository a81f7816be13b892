"""A `.mailmap` makes the drafter's commits appear as the director's, in a merge with a notice that nobody issued."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT040",)


def attack(siege: Siege) -> None:
    siege.repo.write({".mailmap": "Sun Qiang <sun-qiang@example.invalid> <clerk@example.invalid>\n"})
    ref = siege.draft("notice", id="2024-lsaaaa")
    siege.sign(ref, "draft by wang-fang at 2024-06-25T09:00")
    siege.number(ref)
