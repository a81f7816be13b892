"""The office director drafts a notice, checks it himself and has it issued. He hopes that two acts pass for two persons."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT020",)


def attack(siege: Siege) -> None:
    ref = siege.draft("notice", id="2024-lsaaaa")
    siege.change(file=f"records/{ref}.md", replace=["drafter: wang-fang", "drafter: li-ping"])
    siege.sign(
        ref,
        "draft by li-ping at 2024-06-25T09:00",
        "check by li-ping as office-director at 2024-06-25T10:00",
        "issue by sun-qiang as director at 2024-06-25T14:00",
    )
    siege.number(ref)
