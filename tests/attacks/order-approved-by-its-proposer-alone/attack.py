"""The director proposes, approves, and signs in the deputy's name: one person where two are asked for."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT062",)


def attack(siege: Siege) -> None:
    siege.commit({"Makefile": "gate:\n\ttrue\n"})
    acts = [
        "propose by sun-qiang at 2024-06-26T09:00",
        {"act": "second", "by": "qian-lan", "post": "deputy-culture", "at": "2024-06-26T10:00", "key": "sun-qiang"},
        "approve by sun-qiang as director at 2024-06-26T11:00",
    ]
    siege.order("attack", "program", acts, proposer="sun-qiang")
