"""A deputy signs for himself and, in the name of the other deputy, with his own key once more. He hopes that a name in
the line is enough to be counted as a second person.
"""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT020", "SIG011")


def attack(siege: Siege) -> None:
    ref = siege.draft("lease", id="2024-lsaaaa", title="关于出租展厅的请示")
    siege.change(file=f"records/{ref}.md", replace=["genre: 通知", "genre: 请示"])
    siege.sign(
        ref,
        "draft by wang-fang at 2024-06-25T09:00",
        "check by li-ping as office-director at 2024-06-25T10:00",
        "countersign by zhou-yi as deputy-market at 2024-06-25T11:00",
        {"act": "countersign", "by": "qian-lan", "post": "deputy-culture", "at": "2024-06-25T11:30", "key": "zhou-yi"},
        "issue by sun-qiang as director at 2024-06-25T14:00",
    )
    siege.number(ref)
