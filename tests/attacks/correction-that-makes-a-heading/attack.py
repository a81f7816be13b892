"""White space turns a sentence into a heading and another into code: the same words, another page."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT023",)


def attack(siege: Siege) -> None:
    siege.correct("未经同意,", "    未经同意,")
