"""The portal's clock is stopped at a day on which the former director was still in office."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT060",)


def attack(siege: Siege) -> None:
    siege.change(
        file="records/cabinet.yaml",
        replace=["since: 2024-01-01", "since: 2024-01-01\nas-of: 2024-04-30T17:00:00+08:00"],
    )
