"""The permanent id of a signed draft is changed, to cut it off from the objection raised against it."""

from __future__ import annotations

from tests.siege import DISPUTED, Siege

REASONS = ("GAT016",)


def attack(siege: Siege) -> None:
    siege.change(file=f"records/{DISPUTED}.md", replace=["id: 2024-dsaaaa", "id: 2024-dsbbbb"])
