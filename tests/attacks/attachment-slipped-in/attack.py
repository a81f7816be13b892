"""A file that nobody signed is laid beside the attachments of a filed notice."""

from __future__ import annotations

from tests.siege import PARTY, Siege

REASONS = ("ARC003",)


def attack(siege: Siege) -> None:
    siege.repo.write({f"records/{PARTY}/补充协议.txt": "另付劳务费8万元。\n"})
