"""A document lists as its attachment a file outside its folder: the roster itself."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("FMT037",)


def attack(siege: Siege) -> None:
    ref = siege.draft("notice", id="2024-lsaaaa")
    sum_ = "0" * 64
    siege.change(
        file=f"records/{ref}.md",
        replace=[
            "drafter: wang-fang",
            f"drafter: wang-fang\nattachments: [{{file: ../../../people.yaml, sha256: {sum_}}}]",
        ],
    )
