"""A notice of June 2024 is filed as the first of 2025, where it will be looked for in vain."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("NUM005",)


def attack(siege: Siege) -> None:
    siege.number(to="bureau/outgoing/2025/0001")
