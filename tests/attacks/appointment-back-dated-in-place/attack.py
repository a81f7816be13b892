"""The day from which the new director holds the post is moved back by a month in the entry itself, with a full change
order, to cover something he signed too early.
"""

from __future__ import annotations

from tests.siege import PEOPLE, Siege

REASONS = ("GAT043",)


def attack(siege: Siege) -> None:
    old = "post: director, from: 2024-05-01"
    siege.change(file=PEOPLE, replace=[old, "post: director, from: 2024-04-01"])
    siege.commit()
    siege.order("attack", "people")
