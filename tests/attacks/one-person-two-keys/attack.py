"""One of two deputies who must both countersign has two keys, and signs once with each. He hopes that keys are counted,
or lines, and not people.
"""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT020",)


def attack(siege: Siege) -> None:
    ref = siege.draft("lease", id="2024-lsaaaa", title="关于出租展厅的请示")
    siege.change(file=f"records/{ref}.md", replace=["genre: 通知", "genre: 请示"])
    siege.sign(
        ref,
        "draft by wang-fang at 2024-06-25T09:00",
        "check by li-ping as office-director at 2024-06-25T10:00",
        "countersign by zhou-yi as deputy-market at 2024-06-25T11:00",
        {"act": "countersign", "by": "zhou-yi", "post": "deputy-market", "at": "2024-06-25T11:30", "ordinal": 2},
        "issue by sun-qiang as director at 2024-06-25T14:00",
    )
    siege.number(ref)
