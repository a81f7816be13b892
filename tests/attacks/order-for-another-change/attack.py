"""There is an order, signed by both; after it was signed one more line was added to the change."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT060",)


def attack(siege: Siege) -> None:
    siege.change(
        file="records/calendar/2024.yaml", replace=["  2024-06-10: 端午节", "  2024-06-10: 端午节\n  2024-06-21: 馆庆"]
    )
    siege.commit()
    siege.order("attack", "office")
    siege.change(
        file="records/calendar/2024.yaml", replace=["  2024-06-21: 馆庆", "  2024-06-21: 馆庆\n  2024-06-24: 馆庆"]
    )
