"""The change order comes in the same merge as the change it orders."""

from __future__ import annotations

from tests.siege import PEOPLE, Siege

REASONS = ("GAT040",)


def attack(siege: Siege) -> None:
    siege.change(file=PEOPLE, replace=["login: zhao-min", "login: zhao-min2"])
    siege.commit()
    siege.repo.write({"records/bureau/changes/2024/0001.md": "---\nid: 2024-orbaaa\n---\n"})
