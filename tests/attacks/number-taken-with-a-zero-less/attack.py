"""Number 3 is taken by `0003.md`. The attacker files another document as `3.md`: no conflict in Git, two documents of
one number.
"""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT030", "NUM007")


def attack(siege: Siege) -> None:
    siege.number(to="bureau/outgoing/2024/3")
