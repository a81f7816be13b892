"""While the clerk numbers the draft on a branch, the director's objection lands on the main branch. The attacker hopes
that joining both slips puts it behind the number, where it counts no more.
"""

from __future__ import annotations

from tests.siege import FLOOD, Siege

REASONS = ("GAT020",)


def attack(siege: Siege) -> None:
    siege.number()
    siege.commit()
    siege.branch("other")
    siege.sign(
        FLOOD, {"act": "objection", "by": "sun-qiang", "post": "director", "at": "2024-06-26T08:00", "opinion": "暂缓"}
    )
    siege.commit()
    siege.land("other")
    siege.repo.git("checkout", "--quiet", "attack")
