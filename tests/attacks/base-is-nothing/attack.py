"""The base is given as the all-zero id, as Git tells a hook of a new branch. The attacker hopes that without a base there
is nothing to judge by and so nothing to refuse.
"""

from __future__ import annotations

from tests.siege import Attempt, Siege

REASONS = ("GAT002",)


def attack(siege: Siege) -> Attempt:
    siege.number()
    siege.commit()
    return Attempt(siege.bare, base="0" * 40)
