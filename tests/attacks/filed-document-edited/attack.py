"""The sum in a filed notice is raised."""

from __future__ import annotations

from tests.siege import PARTY, Siege

REASONS = ("GAT012", "SIG008")


def attack(siege: Siege) -> None:
    siege.change(file=f"records/{PARTY}.md", replace=["1,200元", "11,200元"])
