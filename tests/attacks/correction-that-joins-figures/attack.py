"""What is called a correction of white space joins two figures into one."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT023",)


def attack(siege: Siege) -> None:
    siege.correct("6月9日晚上7时", "6月9日晚上 1 7时")
