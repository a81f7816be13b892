"""The whole history is written anew with other words in a filed document, and offered as a branch to be merged."""

from __future__ import annotations

from tests.siege import PARTY, Siege

REASONS = ("GAT003",)


def attack(siege: Siege) -> None:
    siege.repo.git("checkout", "--quiet", "--orphan", "rewritten")
    siege.change(file=f"records/{PARTY}.md", replace=["1,200元", "11,200元"])
    siege.commit()
    siege.repo.git("push", "--quiet", "--force", "origin", "rewritten:attack")
