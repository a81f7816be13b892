"""The rule about issuing is taken out of the regulation in the same merge that brings a notice nobody issued."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT040",)


def attack(siege: Siege) -> None:
    siege.change(
        file="docs/bureau/documents/2024-01-01.md",
        replace=["{check: office-director}, {issue: director}", "{check: office-director}"],
    )
    ref = siege.draft("notice", id="2024-lsaaaa")
    siege.sign(ref, "draft by wang-fang at 2024-06-25T09:00", "check by li-ping as office-director at 2024-06-25T10:00")
    siege.number(ref)
