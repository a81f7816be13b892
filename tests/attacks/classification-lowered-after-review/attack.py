"""An internal notice is made public after it was signed. The attacker hopes that marks beside the text are not covered."""

from __future__ import annotations

from tests.siege import FLOOD, Siege

REASONS = ("SIG008",)


def attack(siege: Siege) -> None:
    siege.change(file=f"records/{FLOOD}.md", replace=["classification: internal", "classification: public"])
    siege.number()
