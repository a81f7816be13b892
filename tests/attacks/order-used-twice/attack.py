"""A change was ordered, landed, and was taken back by a second order. The first order still names the digest of the same
change, and is used again.
"""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT066",)


def attack(siege: Siege) -> None:
    calendar = "records/calendar/2024.yaml"
    before = siege.text(calendar)
    siege.change(file=calendar, replace=["  2024-06-10: 端午节", "  2024-06-10: 端午节\n  2024-06-21: 馆庆"])
    after = siege.text(calendar)
    siege.commit()
    siege.order("attack", "office")
    siege.land("attack")
    siege.branch("back")
    siege.commit({calendar: before})
    siege.order("back", "office", number=2)
    siege.land("back")
    siege.branch("attack")
    siege.repo.write({calendar: after})
