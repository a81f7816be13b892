"""The branch merges the main branch into itself and, in that merge commit alone, alters a filed document. Both parents
look harmless.
"""

from __future__ import annotations

from tests.siege import FLOOD, PARTY, Siege

REASONS = ("GAT012",)


def attack(siege: Siege) -> None:
    siege.commit(
        {
            "records/bureau/outgoing/drafts/one.md": siege.text(f"records/{FLOOD}.md").replace(
                "2024-flaaaa", "2024-fubbbb"
            )
        }
    )
    siege.also(
        "side",
        {
            "records/bureau/outgoing/drafts/two.md": siege.text(f"records/{FLOOD}.md").replace(
                "2024-flaaaa", "2024-fucccc"
            )
        },
    )
    siege.land("side")
    siege.repo.git("checkout", "--quiet", "attack")
    siege.repo.git("merge", "--quiet", "--no-commit", "--no-ff", "main")
    siege.change(file=f"records/{PARTY}.md", replace=["1,200元", "11,200元"])
