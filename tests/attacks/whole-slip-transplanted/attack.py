"""A new document is laid beside a copy of the whole slip of one that everybody signed."""

from __future__ import annotations

from tests.siege import FLOOD, Siege

REASONS = ("SIG004", "GAT020")


def attack(siege: Siege) -> None:
    ref = siege.draft("notice", id="2024-lsaaaa")
    siege.repo.write({f"records/{ref}.jsonl": (siege.root / f"records/{FLOOD}.jsonl").read_bytes()})
    siege.number(ref)
