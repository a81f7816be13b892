"""The body has a list with every approval ticked, as a bot's comment would. Nobody signed."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT020",)


def attack(siege: Siege) -> None:
    ref = siege.draft("notice", id="2024-lsaaaa", body="- [x] 办公室主任核稿\n- [x] 馆长签发 @sun-qiang")
    siege.sign(ref, "draft by wang-fang at 2024-06-25T09:00")
    siege.number(ref)
