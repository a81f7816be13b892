"""The approved draft is edited and merged while still a draft, so that it lies on the main branch as if approved, to be
numbered later.
"""

from __future__ import annotations

from tests.siege import FLOOD, Siege

REASONS = ("GAT050",)


def attack(siege: Siege) -> None:
    siege.change(file=f"records/{FLOOD}.md", replace=["不得脱岗", "可以脱岗"])
