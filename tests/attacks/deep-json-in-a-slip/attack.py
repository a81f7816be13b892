"""A slip line nested ten thousand lists deep, at which readers of JSON overflow."""

from __future__ import annotations

from tests.siege import FLOOD, Siege

REASONS = ("FMT006",)


def attack(siege: Siege) -> None:
    siege.change(
        file=f"records/{FLOOD}.jsonl", append='{"v":1,"act":"draft","data":' + "[" * 10_000 + "]" * 10_000 + "}\n"
    )
