"""The slip of a filed notice is deleted; the document stays."""

from __future__ import annotations

from tests.siege import PARTY, Siege

REASONS = ("GAT014",)


def attack(siege: Siege) -> None:
    siege.repo.git("rm", "--quiet", f"records/{PARTY}.jsonl")
