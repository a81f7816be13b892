"""The issuing line is by a person whose id is the director's with a zero-width space at its end, signed with the
drafter's key.
"""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("FMT004", "GAT020")


def attack(siege: Siege) -> None:
    ref = siege.draft("notice", id="2024-lsaaaa")
    siege.sign(
        ref,
        "draft by wang-fang at 2024-06-25T09:00",
        "check by li-ping as office-director at 2024-06-25T10:00",
        {"act": "issue", "by": "sun-qiang\u200b", "post": "director", "at": "2024-06-25T14:00", "key": "wang-fang"},
    )
    siege.number(ref)
