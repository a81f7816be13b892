"""The branch adds a key, uses it, and removes it again before it is merged, so that only the notice is left to judge."""

from __future__ import annotations

from tests.sample.keys import public_line
from tests.siege import PEOPLE, Siege

REASONS = ("SIG012", "GAT020")


def attack(siege: Siege) -> None:
    before = siege.text(PEOPLE)
    line = f"      - {{public: {public_line('sun-qiang', 2)}, from: 2024-01-01}}\n  - id: zhou-yi"
    siege.change(file=PEOPLE, replace=["  - id: zhou-yi", line])
    siege.commit(message="key")
    ref = siege.draft("notice", id="2024-lsaaaa")
    issue = {"act": "issue", "by": "sun-qiang", "post": "director", "at": "2024-06-25T14:00", "ordinal": 2}
    siege.sign(
        ref, "draft by wang-fang at 2024-06-25T09:00", "check by li-ping as office-director at 2024-06-25T10:00", issue
    )
    siege.number(ref)
    siege.commit(message="notice")
    siege.commit({PEOPLE: before}, message="key out")
