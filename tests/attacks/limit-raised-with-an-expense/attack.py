"""The sum from which the meeting must agree is raised in the same merge as the expense that is below it then."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT040",)


def attack(siege: Siege) -> None:
    siege.change(file="records/bureau/unit.yaml", replace=["value: 20000", "value: 2000000"])
    record = "---\nid: 2024-exaaaa\ntitle: 音响\nclassification: internal\ndate: 2024-06-25\nhandler: feng-lei\namount: 90000\n---\n\n音响。\n"
    siege.repo.write({"records/bureau/expense/2024/0003.md": record})
