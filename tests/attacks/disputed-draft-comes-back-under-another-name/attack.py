"""The disputed draft vanishes, and in the same merge its words come in under another name with the same id and every line
but the objection.
"""

from __future__ import annotations

from tests.siege import DISPUTED, Siege

REASONS = ("GAT014",)


def attack(siege: Siege) -> None:
    siege.move(DISPUTED, "bureau/outgoing/drafts/lease")
    siege.change(file="records/bureau/outgoing/drafts/lease.jsonl", drop=6)
