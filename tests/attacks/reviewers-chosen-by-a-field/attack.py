"""The draft brings a field that names its own approvers, as some systems read them from the proposal. The attacker is
one of them.
"""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("FMT020",)


def attack(siege: Siege) -> None:
    ref = siege.draft("notice", id="2024-lsaaaa")
    siege.change(file=f"records/{ref}.md", replace=["drafter: wang-fang", "drafter: wang-fang\napprovers: [wang-fang]"])
    siege.sign(ref, "draft by wang-fang at 2024-06-25T09:00", "issue by wang-fang at 2024-06-25T10:00")
    siege.number(ref)
