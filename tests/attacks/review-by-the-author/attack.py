"""The branch is proposed from the director's own account, and approved from it: a forge that let this pass would make one
click of two.
"""

from __future__ import annotations

from tests.siege import DIRECTOR, PULL, Attempt, Siege

REASONS = ("GAT050",)


def attack(siege: Siege) -> Attempt:
    siege.awaits_the_director()
    forge = siege.forge(author="sun-qiang")
    forge.put(PULL, DIRECTOR, "APPROVED", body="同意签发")
    return Attempt(siege.bare, forge=forge)
