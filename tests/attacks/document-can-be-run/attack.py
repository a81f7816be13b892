"""A filed document becomes executable: the same words, but a program wherever it is checked out."""

from __future__ import annotations

from tests.siege import PARTY, Siege

REASONS = ("GAT010",)


def attack(siege: Siege) -> None:
    blob = siege.repo.git("rev-parse", f"HEAD:records/{PARTY}.md")
    siege.plumb(f"100755 {blob}\trecords/{PARTY}.md\0")
