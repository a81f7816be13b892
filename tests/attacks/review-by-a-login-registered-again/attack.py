"""The director's account was deleted. Its login is free, somebody registers it again, and approves; the review that the
deleted account left behind says the same.
"""

from __future__ import annotations

from tests.siege import DIRECTOR, PULL, Attempt, Siege

REASONS = ("GAT050",)


def attack(siege: Siege) -> Attempt:
    siege.awaits_the_director()
    forge = siege.forge("gitea")
    forge.put(PULL, DIRECTOR, "APPROVED", body="同意签发")
    forge.accounts[DIRECTOR] = None
    forge.account(2004, "sun-qiang")
    forge.put(PULL, 2004, "APPROVED", body="同意签发", at="2024-06-25T07:00:00Z")
    return Attempt(siege.bare, forge=forge)
