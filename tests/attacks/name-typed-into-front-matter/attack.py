"""The drafter types the director's name as the one who issued it, as in lists of approvers kept by hand."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("FMT020",)


def attack(siege: Siege) -> None:
    ref = siege.draft("notice", id="2024-lsaaaa")
    siege.change(file=f"records/{ref}.md", replace=["drafter: wang-fang", "drafter: wang-fang\nissued_by: sun-qiang"])
    siege.sign(ref, "draft by wang-fang at 2024-06-25T09:00", "check by li-ping as office-director at 2024-06-25T10:00")
    siege.number(ref)
