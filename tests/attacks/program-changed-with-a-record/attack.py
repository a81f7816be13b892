"""The branch brings a gate of its own together with a notice that nobody issued."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT040",)


def attack(siege: Siege) -> None:
    siege.repo.write({"scripts/placet/gate/judging.py": "def judge_merge(*words):\n    return 0\n"})
    ref = siege.draft("notice", id="2024-lsaaaa")
    siege.sign(ref, "draft by wang-fang at 2024-06-25T09:00")
    siege.number(ref)
