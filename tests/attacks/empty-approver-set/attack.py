"""The draft names a section that no deputy is in charge of, so that the list of those who must countersign comes out
empty. The attacker hopes that nobody missing means everybody present.
"""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT020",)


def attack(siege: Siege) -> None:
    ref = siege.draft("hall", id="2024-lsaaaa", title="关于改造展厅的通知")
    siege.change(
        file=f"records/{ref}.md", replace=["drafter: wang-fang", "drafter: wang-fang\ncosign_sections: [hall]"]
    )
    siege.sign(
        ref,
        "draft by wang-fang at 2024-06-25T09:00",
        "check by li-ping as office-director at 2024-06-25T10:00",
        "issue by sun-qiang as director at 2024-06-25T14:00",
    )
    siege.number(ref)
