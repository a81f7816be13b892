"""A milder version of the regulation is added for next month, without a change order."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT060",)


def attack(siege: Siege) -> None:
    old = siege.text("docs/bureau/documents/2024-01-01.md")
    siege.repo.write(
        {"docs/bureau/documents/2024-08-01.md": old.replace("in-force: 2024-01-01", "in-force: 2024-08-01")}
    )
