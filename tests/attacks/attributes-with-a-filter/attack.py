"""A `.gitattributes` puts a filter on the documents, so that a work tree shows other words than those that were signed."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT060",)


def attack(siege: Siege) -> None:
    siege.repo.write({".gitattributes": "*.md filter=polish eol=crlf working-tree-encoding=UTF-16\n"})
