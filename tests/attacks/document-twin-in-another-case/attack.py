"""A file that differs from a filed notice only in the case of its ending: on a computer that ignores case one of the two
is lost.
"""

from __future__ import annotations

from tests.siege import PARTY, Siege

REASONS = ("GAT033",)


def attack(siege: Siege) -> None:
    siege.repo.write({f"records/{PARTY}.MD": "另一份\n"})
