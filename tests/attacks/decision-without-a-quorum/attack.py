"""An expense beyond the limit is paid on the minutes of a meeting that two of five attended; minutes and expense come
together.
"""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT020",)


def attack(siege: Siege) -> None:
    minutes = "---\nid: 2024-mtaaaa\ntitle: 馆务会纪要\nclassification: internal\ndate: 2024-06-24\nbody: office-meeting\nchair: sun-qiang\npresent: [sun-qiang, wu-di]\ndecisions:\n  - {record: 2024-exaaaa, outcome: approved}\n---\n\n同意。\n"
    expense = "---\nid: 2024-exaaaa\ntitle: 音响\nclassification: internal\ndate: 2024-06-25\nhandler: feng-lei\namount: 90000\n---\n\n音响。\n"
    siege.repo.write({"records/bureau/minutes/2024/0002.md": minutes, "records/bureau/expense/2024/0003.md": expense})
    siege.sign(
        "bureau/minutes/2024/0002",
        "take by zheng-hua at 2024-06-24T16:00",
        "sign by sun-qiang as director at 2024-06-24T17:00",
    )
    siege.sign(
        "bureau/expense/2024/0003",
        "claim by feng-lei at 2024-06-25T09:00",
        "approve by sun-qiang as director at 2024-06-25T10:00",
        "pay by zheng-hua as cashier at 2024-06-25T11:00",
    )
