"""A change of the program is ordered as one of mere prose, which one person may approve."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT061",)


def attack(siege: Siege) -> None:
    siege.commit({"Makefile": "gate:\n\ttrue\n"})
    acts = ["propose by feng-lei at 2024-06-26T09:00", "approve by sun-qiang as director at 2024-06-26T11:00"]
    siege.order(
        "attack",
        "prose",
        [*acts, {"act": "number", "by": "wu-di", "post": "clerk", "at": "2024-06-26T12:00", "ordinal": 2}],
    )
