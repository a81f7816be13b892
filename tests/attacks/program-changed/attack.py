"""The branch brings a gate of its own that finds nothing wrong."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT060",)


def attack(siege: Siege) -> None:
    siege.repo.write({"scripts/placet/gate/judging.py": "def judge_merge(*words):\n    return 0\n"})
