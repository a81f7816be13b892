"""A word is changed in an adopted version of the regulation, with a change order for it: every document of that time would
be judged by words that were not in force.
"""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT041",)


def attack(siege: Siege) -> None:
    path = "docs/bureau/documents/2024-01-01.md"
    siege.change(file=path, replace=["为使发文有章可循", "为使发文便捷"])
    siege.commit()
    siege.order("attack", "rules")
