"""The id is that of a signed document in capitals."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("FMT037",)


def attack(siege: Siege) -> None:
    siege.draft("notice", id="2024-FLAAAA")
