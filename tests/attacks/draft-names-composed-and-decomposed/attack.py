"""Two drafts have the same name, once composed and once decomposed, and become one file on some systems."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT033",)


def attack(siege: Siege) -> None:
    siege.draft("résumé", id="2024-lsaaaa")
    siege.draft("re\u0301sume\u0301", id="2024-lsbbbb")
