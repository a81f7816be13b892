"""The key comes in the first commit of the branch and the notice in the second. The attacker hopes that each commit is
judged by the one before it.
"""

from __future__ import annotations

from tests.sample.keys import public_line
from tests.siege import PEOPLE, Siege

REASONS = ("GAT040",)


def attack(siege: Siege) -> None:
    line = f"      - {{public: {public_line('sun-qiang', 2)}, from: 2024-01-01}}\n  - id: zhou-yi"
    siege.change(file=PEOPLE, replace=["  - id: zhou-yi", line])
    siege.commit(message="key")
    ref = siege.draft("notice", id="2024-lsaaaa")
    issue = {"act": "issue", "by": "sun-qiang", "post": "director", "at": "2024-06-25T14:00", "ordinal": 2}
    siege.sign(
        ref, "draft by wang-fang at 2024-06-25T09:00", "check by li-ping as office-director at 2024-06-25T10:00", issue
    )
    siege.number(ref)
