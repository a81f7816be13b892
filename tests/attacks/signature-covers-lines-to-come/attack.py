"""The issuing line says that it covers more lines than there were, so that what is added below seems to have been seen."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("SIG007", "GAT020")


def attack(siege: Siege) -> None:
    ref = siege.draft("notice", id="2024-lsaaaa")
    siege.sign(
        ref,
        "draft by wang-fang at 2024-06-25T09:00",
        "check by li-ping as office-director at 2024-06-25T10:00",
        {"act": "issue", "by": "sun-qiang", "post": "director", "at": "2024-06-25T14:00", "covers": 5},
    )
    siege.number(ref)
