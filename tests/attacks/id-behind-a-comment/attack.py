"""The id of a signed document is used again, with a comment behind it in both, so that a search for the whole line finds
neither.
"""

from __future__ import annotations

from tests.siege import FLOOD, Siege

REASONS = ("GAT017",)


def attack(siege: Siege) -> None:
    siege.branch("main")
    siege.change(file=f"records/{FLOOD}.md", replace=["id: 2024-flaaaa", "id: 2024-flaaaa  # 永久标识"])
    siege.commit()
    siege.branch("attack")
    siege.draft("notice", id="2024-flaaaa  # 另一份的标识")
