"""A new and milder version of the regulation says that it has been in force since February, with a change order for it:
what was done against the old words would become right after the fact.
"""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT044",)


def attack(siege: Siege) -> None:
    old = siege.text("docs/bureau/documents/2024-01-01.md")
    new = old.replace("in-force: 2024-01-01", "in-force: 2024-02-01").replace(
        "拟稿人不得核自己的稿", "拟稿人不宜核自己的稿"
    )
    siege.commit({"docs/bureau/documents/2024-02-01.md": new})
    siege.order("attack", "rules")
