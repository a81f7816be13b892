"""After everybody has signed, the office director raises the allowance in the draft and signs a correction from the text
that was approved to his own, as if it were filed already. Then the clerk numbers it. He hopes that a correction keeps
earlier signatures without anybody comparing the texts.
"""

from __future__ import annotations

from tests.siege import FLOOD, Siege

REASONS = ("GAT025", "SIG008")


def attack(siege: Siege) -> None:
    was = siege.covers(FLOOD)
    siege.change(file=f"records/{FLOOD}.md", replace=["每天50元", "每天500元"])
    correct = {
        "act": "correct",
        "by": "li-ping",
        "post": "office-director",
        "at": "2024-06-25T09:00",
        "data": {"was": was},
    }
    siege.sign(FLOOD, correct)
    siege.number()
