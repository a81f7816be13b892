"""The year's folder of a register becomes a symbolic link out of the repository."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT010",)


def attack(siege: Siege) -> None:
    (siege.root / "records/bureau/outgoing/2025").symlink_to("/etc")
