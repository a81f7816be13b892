"""The id of another document is written in quotes with an escape, so that a search for its letters does not find it."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT015",)


def attack(siege: Siege) -> None:
    siege.draft("notice", id='"2024-fl\\x61aaa"')
