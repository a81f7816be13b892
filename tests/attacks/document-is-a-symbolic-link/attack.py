"""The numbered document is a symbolic link to another file, which can be exchanged later without touching the record."""

from __future__ import annotations

from tests.siege import NEXT, Siege

REASONS = ("GAT010",)


def attack(siege: Siege) -> None:
    siege.number()
    siege.commit()
    siege.plumb(f"120000 BLOB\trecords/{NEXT}.md\0", b"../drafts/disputed.md")
