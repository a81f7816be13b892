"""The director's opinion in a slip on the main branch becomes another."""

from __future__ import annotations

from tests.siege import FLOOD, Siege

REASONS = ("GAT014", "SIG004")


def attack(siege: Siege) -> None:
    siege.change(file=f"records/{FLOOD}.jsonl", replace=["同意", "同意，补助翻倍"])
