"""The day since which the portal has a history of its own is moved to today: what came in earlier would be taken at the
date that it claims.
"""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT060",)


def attack(siege: Siege) -> None:
    siege.change(file="records/cabinet.yaml", replace=["since: 2024-01-01", "since: 2024-06-30"])
