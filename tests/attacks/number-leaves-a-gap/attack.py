"""A number is left out, to be filled in later with something of an earlier date."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("NUM002",)


def attack(siege: Siege) -> None:
    siege.number(to="bureau/outgoing/2024/0005")
