"""The slip of a new record is a symbolic link to the slip of one that was properly issued."""

from __future__ import annotations

from tests.siege import NEXT, Siege

REASONS = ("GAT010",)


def attack(siege: Siege) -> None:
    ref = siege.draft("notice", id="2024-lsaaaa")
    siege.move(ref, NEXT)
    (siege.root / f"records/{NEXT}.jsonl").symlink_to("0001.jsonl")
