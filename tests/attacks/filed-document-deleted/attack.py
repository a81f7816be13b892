"""A filed notice is deleted with its slip and its attachments."""

from __future__ import annotations

from tests.siege import PARTY, Siege

REASONS = ("GAT011",)


def attack(siege: Siege) -> None:
    siege.repo.git("rm", "--quiet", "-r", f"records/{PARTY}.md", f"records/{PARTY}.jsonl", f"records/{PARTY}")
