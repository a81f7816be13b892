"""A line of the slip says that the director issued the notice; it has no signature. The attacker hopes that a note in
somebody's name counts as their act.
"""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT020",)


def attack(siege: Siege) -> None:
    ref = siege.draft("notice", id="2024-lsaaaa")
    siege.sign(
        ref,
        "draft by wang-fang at 2024-06-25T09:00",
        "check by li-ping as office-director at 2024-06-25T10:00",
        {"act": "issue", "by": "sun-qiang", "post": "director", "at": "2024-06-25T14:00", "note": True},
    )
    siege.number(ref)
