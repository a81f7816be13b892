"""A file a hundred folders below a record's attachments."""

from __future__ import annotations

from tests.siege import FLOOD, Siege

REASONS = ("ARC003",)


def attack(siege: Siege) -> None:
    siege.repo.write({f"records/{FLOOD}/{'a/' * 100}b.txt": "深\n"})
