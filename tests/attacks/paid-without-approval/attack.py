"""An expense is filed as paid; the approval is missing."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT020",)


def attack(siege: Siege) -> None:
    expense = "---\nid: 2024-exaaaa\ntitle: 灯笼\nclassification: internal\ndate: 2024-06-25\nhandler: feng-lei\namount: 900\n---\n\n灯笼。\n"
    siege.repo.write({"records/bureau/expense/2024/0003.md": expense})
    siege.sign(
        "bureau/expense/2024/0003",
        "claim by feng-lei at 2024-06-25T09:00",
        "pay by zheng-hua as cashier at 2024-06-25T11:00",
    )
