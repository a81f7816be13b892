"""The branch merges the main branch with strategy ours: what landed there meanwhile is silently left out."""

from __future__ import annotations

from tests.siege import FLOOD, Siege

REASONS = ("GAT011",)


def attack(siege: Siege) -> None:
    siege.number()
    siege.commit()
    siege.branch("other")
    siege.move(FLOOD, "bureau/outgoing/drafts/flood-two")
    ref = siege.draft("late", id="2024-ltaaaa")
    siege.move(ref, "bureau/outgoing/2024/0005")
    siege.commit()
    siege.land("other")
    siege.repo.git("checkout", "--quiet", "attack")
    siege.repo.git("merge", "--quiet", "-s", "ours", "-m", "merge main", "main")
    siege.repo.git("push", "--quiet", "origin", "attack")
