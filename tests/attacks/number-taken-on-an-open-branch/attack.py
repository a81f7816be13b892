"""Another open branch has given the number to its document already. This one hopes to be first."""

from __future__ import annotations

from tests.siege import NEXT, Attempt, Siege

REASONS = ("GAT031",)


def attack(siege: Siege) -> Attempt:
    siege.number()
    siege.commit()
    siege.also("other", {f"records/{NEXT}.md": "另一份\n"})
    return Attempt(siege.bare, branches=("other", "main"))
