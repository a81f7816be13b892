"""A line says that the director approved on the forge's page and that the gate attests it; it is signed with the clerk's
key, not the gate's.
"""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT020", "SIG011")


def attack(siege: Siege) -> None:
    ref = siege.draft("notice", id="2024-lsaaaa")
    review = {"act": "issue", "by": "sun-qiang", "post": "director", "at": "2024-06-25T14:00", "evidence": "review"}
    siege.sign(
        ref,
        "draft by wang-fang at 2024-06-25T09:00",
        "check by li-ping as office-director at 2024-06-25T10:00",
        review | {"attested_by": "gate", "key": "wu-di", "ordinal": 2},
    )
    siege.number(ref)
