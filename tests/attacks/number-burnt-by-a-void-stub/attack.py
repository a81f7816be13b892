"""A void stub takes the next number; nobody signed, and the stub holds a notice."""

from __future__ import annotations

from tests.siege import NEXT, Siege

REASONS = ("GAT026",)


def attack(siege: Siege) -> None:
    ref = siege.draft("notice", id="2024-lsaaaa")
    siege.change(file=f"records/{ref}.md", replace=["drafter: wang-fang", "drafter: wang-fang\nannulled: 作废"])
    siege.move(ref, NEXT)
