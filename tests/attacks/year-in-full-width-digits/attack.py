"""The year's folder is ２０２４ in full-width digits."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT040",)


def attack(siege: Siege) -> None:
    siege.number(to="bureau/outgoing/２０２４/0004")
