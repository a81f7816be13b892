"""A new key for the director is entered, alone in its merge and without a change order."""

from __future__ import annotations

from tests.sample.keys import public_line
from tests.siege import PEOPLE, Siege

REASONS = ("GAT060",)


def attack(siege: Siege) -> None:
    line = f"      - {{public: {public_line('sun-qiang', 2)}, from: 2024-01-01}}\n  - id: zhou-yi"
    siege.change(file=PEOPLE, replace=["  - id: zhou-yi", line])
