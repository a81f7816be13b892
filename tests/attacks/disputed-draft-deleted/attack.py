"""The draft with the director's objection is deleted whole, as drafts may be. Next week it will be back, with the same id,
the same approvals, and without the objection.
"""

from __future__ import annotations

from tests.siege import DISPUTED, Siege

REASONS = ("GAT019",)


def attack(siege: Siege) -> None:
    siege.repo.git("rm", "--quiet", f"records/{DISPUTED}.md", f"records/{DISPUTED}.jsonl")
