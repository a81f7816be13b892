"""The sum from which the meeting must agree is raised from twenty thousand to two million."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT060",)


def attack(siege: Siege) -> None:
    siege.change(file="records/bureau/unit.yaml", replace=["value: 20000", "value: 2000000"])
