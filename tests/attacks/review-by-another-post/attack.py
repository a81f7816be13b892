"""A deputy, who may sign much but not issue, approves on the forge's page and writes that it is issued."""

from __future__ import annotations

from tests.siege import PULL, Attempt, Siege

REASONS = ("GAT050",)


def attack(siege: Siege) -> Attempt:
    siege.awaits_the_director()
    forge = siege.forge()
    forge.put(PULL, 1002, "APPROVED", body="签发：同意")
    return Attempt(siege.bare, forge=forge)
