"""A person's entry gets the permanent login id of another account, with a full change order: that account's reviews would
count as that person's from now on, and all earlier ones would be somebody else's.
"""

from __future__ import annotations

from tests.siege import PEOPLE, Siege

REASONS = ("GAT043",)


def attack(siege: Siege) -> None:
    siege.change(file=PEOPLE, replace=['login-id: "1003"', 'login-id: "1009"'])
    siege.commit()
    siege.order("attack", "people")
