"""The director's signature was made for another purpose (a Git commit's namespace) over the same bytes."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("SIG003", "GAT020")


def attack(siege: Siege) -> None:
    ref = siege.draft("notice", id="2024-lsaaaa")
    siege.sign(
        ref,
        "draft by wang-fang at 2024-06-25T09:00",
        "check by li-ping as office-director at 2024-06-25T10:00",
        {"act": "issue", "by": "sun-qiang", "post": "director", "at": "2024-06-25T14:00", "namespace": "git"},
    )
    siege.number(ref)
