"""An adopted version is renamed so that it comes into force a month later, with a change order for it."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT041",)


def attack(siege: Siege) -> None:
    siege.move("../docs/bureau/finance/2024-01-01", "../docs/bureau/finance/2024-02-01")
    siege.change(file="docs/bureau/finance/2024-02-01.md", replace=["in-force: 2024-01-01", "in-force: 2024-02-01"])
    siege.commit()
    siege.order("attack", "rules")
