"""A document of several megabytes, to keep the gate busy or to make it give up."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("FMT005",)


def attack(siege: Siege) -> None:
    siege.draft("notice", id="2024-lsaaaa", body="防汛值班。" * 400_000)
