"""The calendar makes yesterday a holiday, so that an act which came a working day late is in time; the act comes with it."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT040",)


def attack(siege: Siege) -> None:
    siege.change(
        file="records/calendar/2024.yaml", replace=["  2024-06-10: 端午节", "  2024-06-10: 端午节\n  2024-06-27: 馆庆"]
    )
    siege.number()
