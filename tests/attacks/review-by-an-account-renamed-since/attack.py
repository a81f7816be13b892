"""The director's account has been renamed; somebody else has taken the login that people know, and approves in that name."""

from __future__ import annotations

from tests.siege import DIRECTOR, PULL, Attempt, Siege

REASONS = ("GAT050",)


def attack(siege: Siege) -> Attempt:
    siege.awaits_the_director()
    forge = siege.forge()
    forge.accounts[DIRECTOR] = "sun-qiang-culture"
    forge.account(2003, "sun-qiang")
    forge.put(PULL, 2003, "APPROVED", body="同意签发")
    return Attempt(siege.bare, forge=forge)
