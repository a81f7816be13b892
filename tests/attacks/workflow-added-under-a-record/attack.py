"""A second workflow file and a record come together; the workflow would run with the repository's token after merging."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT040",)


def attack(siege: Siege) -> None:
    siege.repo.write({".forgejo/workflows/more.yaml": "on: push\n"})
    siege.number()
