"""A value nested a thousand lists deep, at which readers of YAML overflow."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("FMT006",)


def attack(siege: Siege) -> None:
    ref = siege.draft("notice", id="2024-lsaaaa")
    deep = "cosign_sections: " + "[" * 1000 + "market" + "]" * 1000
    siege.change(file=f"records/{ref}.md", replace=["drafter: wang-fang", f"drafter: wang-fang\n{deep}"])
