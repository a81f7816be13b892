"""The number is written ０００４ in full-width digits: to the eye the next one, to a program another."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("FMT050",)


def attack(siege: Siege) -> None:
    siege.number(to="bureau/outgoing/2024/０００４")
