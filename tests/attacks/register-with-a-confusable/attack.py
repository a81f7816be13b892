"""The register's folder looks like `outgoing`; its first letter is Cyrillic, and no rule is on it."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("FMT050",)


def attack(siege: Siege) -> None:
    siege.number(to="bureau/оutgoing/2024/0004")
