"""The number is written with Arabic-Indic digits, which Python's `int` reads as the same number."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("FMT050",)


def attack(siege: Siege) -> None:
    siege.number(to="bureau/outgoing/2024/٠٠٠٤")
