"""The office director drafted and checked. Before numbering he writes somebody else's name as the drafter."""

from __future__ import annotations

from tests.siege import FLOOD, Siege

REASONS = ("SIG008",)


def attack(siege: Siege) -> None:
    siege.change(file=f"records/{FLOOD}.md", replace=["drafter: wang-fang", "drafter: feng-lei"])
    siege.number()
