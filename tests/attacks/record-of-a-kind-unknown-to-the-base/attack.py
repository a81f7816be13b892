"""A record is filed in a register that the main branch does not have."""

from __future__ import annotations

from tests.siege import FLOOD, Siege

REASONS = ("FMT055",)


def attack(siege: Siege) -> None:
    siege.repo.write(
        {"records/bureau/memo/2024/0001.md": siege.text(f"records/{FLOOD}.md").replace("2024-flaaaa", "2024-mmaaaa")}
    )
