"""A record's folder of attachments is a submodule: its contents lie in another repository and can change at any time."""

from __future__ import annotations

from tests.siege import FLOOD, Siege

REASONS = ("GAT010",)


def attack(siege: Siege) -> None:
    head = siege.repo.git("rev-parse", "HEAD")
    siege.plumb(f"160000 {head}\trecords/{FLOOD}\0")
