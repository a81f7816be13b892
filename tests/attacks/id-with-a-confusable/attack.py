"""The id looks like that of a signed document; one letter is Cyrillic."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("FMT037",)


def attack(siege: Siege) -> None:
    siege.draft("notice", id="2024-flааaa")
