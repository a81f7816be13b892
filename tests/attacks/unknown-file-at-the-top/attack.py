"""A file that nobody knows lies at the top of the tree, beside a record: whatever it is, it is no record."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT040",)


def attack(siege: Siege) -> None:
    siege.repo.write({"sitecustomize.py": "print('ok')\n"})
    siege.number()
