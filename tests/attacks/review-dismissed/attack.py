"""The director approved on the forge's page, and the approval was dismissed. The attacker hopes that it still counts."""

from __future__ import annotations

from tests.siege import DIRECTOR, PULL, Attempt, Siege

REASONS = ("GAT050",)


def attack(siege: Siege) -> Attempt:
    siege.awaits_the_director()
    forge = siege.forge()
    forge.put(PULL, DIRECTOR, "APPROVED", body="同意签发").dismissed = True
    return Attempt(siege.bare, forge=forge)
