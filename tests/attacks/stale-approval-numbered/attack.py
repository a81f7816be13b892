"""After everybody has signed, the clerk raises the daily allowance in the text and numbers it. He hopes that approvals
stick to the document and not to its words.
"""

from __future__ import annotations

from tests.siege import FLOOD, Siege

REASONS = ("SIG008", "GAT020")


def attack(siege: Siege) -> None:
    siege.change(file=f"records/{FLOOD}.md", replace=["每天50元", "每天500元"])
    siege.number()
