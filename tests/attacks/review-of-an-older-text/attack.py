"""The director approves on the forge's page. Then the text is altered, and the drafter and the office director, who are in
league, sign the new one; the review of the old one is left to stand.
"""

from __future__ import annotations

from tests.siege import DIRECTOR, PULL, Attempt, Siege

REASONS = ("GAT050",)


def attack(siege: Siege) -> Attempt:
    siege.awaits_the_director()
    forge = siege.forge()
    forge.put(PULL, DIRECTOR, "APPROVED", body="同意签发")
    ref = siege.draft("notice", id="2024-lsaaaa", body="清明节期间由办公室安排值班，补助每人500元。")
    (siege.root / f"records/{ref}.jsonl").unlink()
    siege.sign(
        ref,
        "draft by wang-fang at 2024-06-25T15:00",
        "check by li-ping as office-director at 2024-06-25T16:00",
    )
    siege.commit()
    return Attempt(siege.bare, forge=forge)
