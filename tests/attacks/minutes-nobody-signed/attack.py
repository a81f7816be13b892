"""Minutes that nobody took and nobody signed say that the meeting agreed to an expense beyond the limit."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT021",)


def attack(siege: Siege) -> None:
    minutes = "---\nid: 2024-mtaaaa\ntitle: 馆务会纪要\nclassification: internal\ndate: 2024-06-24\nbody: office-meeting\nchair: sun-qiang\npresent: [sun-qiang, qian-lan, zhou-yi, li-ping, wu-di]\ndecisions:\n  - {record: 2024-exaaaa, outcome: approved}\n---\n\n同意。\n"
    expense = "---\nid: 2024-exaaaa\ntitle: 音响\nclassification: internal\ndate: 2024-06-25\nhandler: feng-lei\namount: 90000\n---\n\n音响。\n"
    siege.repo.write({"records/bureau/minutes/2024/0002.md": minutes, "records/bureau/expense/2024/0003.md": expense})
    siege.sign(
        "bureau/expense/2024/0003",
        "claim by feng-lei at 2024-06-25T09:00",
        "approve by sun-qiang as director at 2024-06-25T10:00",
        "pay by zheng-hua as cashier at 2024-06-25T11:00",
    )
