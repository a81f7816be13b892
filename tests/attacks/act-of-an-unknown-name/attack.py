"""The slip of a new notice has an act that the register does not know, between others."""

from __future__ import annotations

from tests.siege import FLOOD, Siege

REASONS = ("FMT067",)


def attack(siege: Siege) -> None:
    siege.sign(FLOOD, "waive by sun-qiang as director at 2024-06-25T09:00")
    siege.number()
