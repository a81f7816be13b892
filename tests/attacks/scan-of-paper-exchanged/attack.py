"""The scan of the paper on which the director signed is exchanged for another after it was attested."""

from __future__ import annotations

import hashlib

from tests.siege import NEXT, Siege

REASONS = ("ARC002",)


def attack(siege: Siege) -> None:
    ref = siege.draft("notice", id="2024-lsaaaa")
    scan = {"file": "签批单.pdf", "sha256": hashlib.sha256(b"%PDF the paper").hexdigest()}
    siege.repo.write({f"records/{NEXT}/签批单.pdf": b"%PDF another paper"})
    paper = {"act": "issue", "by": "sun-qiang", "post": "director", "at": "2024-06-25T14:00", "evidence": "paper"}
    siege.sign(
        ref,
        "draft by wang-fang at 2024-06-25T09:00",
        "check by li-ping as office-director at 2024-06-25T10:00",
        paper | {"attested_by": "li-ping", "scan": scan},
    )
    siege.number(ref)
