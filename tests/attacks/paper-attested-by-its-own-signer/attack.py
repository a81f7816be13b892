"""A paper approval is attested by the very person who is said to have signed it, with no scan."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT020", "SIG027")


def attack(siege: Siege) -> None:
    ref = siege.draft("notice", id="2024-lsaaaa")
    paper = {"act": "issue", "by": "sun-qiang", "post": "director", "at": "2024-06-25T14:00", "evidence": "paper"}
    siege.sign(
        ref,
        "draft by wang-fang at 2024-06-25T09:00",
        "check by li-ping as office-director at 2024-06-25T10:00",
        paper | {"attested_by": "sun-qiang"},
    )
    siege.number(ref)
