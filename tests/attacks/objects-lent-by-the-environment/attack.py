"""Git's variables of a push in quarantine are set where the gate is asked, and lead to a folder in which the id of the
altered text stands for the one that was signed.
"""

from __future__ import annotations

from tests.siege import FLOOD, NEXT, Attempt, Siege

REASONS = ("SIG008", "GAT020")


def attack(siege: Siege) -> Attempt:
    signed = siege.text(f"records/{FLOOD}.md")
    siege.change(file=f"records/{FLOOD}.md", replace=["每天50元", "每天500元"])
    siege.number()
    siege.commit()
    lender = siege.lend(f"records/{NEXT}.md", signed)
    env = {"GIT_QUARANTINE_PATH": str(lender), "GIT_OBJECT_DIRECTORY": str(lender)}
    return Attempt(siege.bare, env=env | {"GIT_ALTERNATE_OBJECT_DIRECTORIES": str(siege.bare / "objects")})
