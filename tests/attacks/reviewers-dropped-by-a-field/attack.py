"""The drafter takes the section out of the front matter whose deputy was to countersign, drops nothing else, and numbers
the draft. He hopes that what is not covered by a rule any more need not be covered by a signature either.
"""

from __future__ import annotations

from tests.siege import FLOOD, Siege

REASONS = ("SIG008",)


def attack(siege: Siege) -> None:
    siege.change(file=f"records/{FLOOD}.md", replace=["cosign_sections: [market]\n", ""])
    siege.number()
