"""The order lists the calendar's class and not that of the people; the change has both."""

from __future__ import annotations

from tests.siege import PEOPLE, Siege

REASONS = ("GAT061",)


def attack(siege: Siege) -> None:
    siege.change(
        file="records/calendar/2024.yaml", replace=["  2024-06-10: 端午节", "  2024-06-10: 端午节\n  2024-06-21: 馆庆"]
    )
    siege.change(file=PEOPLE, replace=["  - id: feng-lei", "  - id: ma-chao\n    name: 马超\n  - id: feng-lei"])
    siege.commit()
    siege.order("attack", "office")
