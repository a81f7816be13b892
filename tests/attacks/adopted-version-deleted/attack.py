"""An adopted version is deleted, with a change order for it."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT041",)


def attack(siege: Siege) -> None:
    siege.repo.git("rm", "--quiet", "docs/bureau/finance/2024-01-01.md")
    siege.commit()
    siege.order("attack", "rules")
