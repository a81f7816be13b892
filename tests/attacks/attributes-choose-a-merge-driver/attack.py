"""A `.gitattributes` beside the slips says that on a merge ours wins, so that lines of the main branch would vanish; it
comes with a record.
"""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT040",)


def attack(siege: Siege) -> None:
    siege.repo.write({"records/bureau/outgoing/.gitattributes": "*.jsonl merge=ours\n*.md -diff\n"})
    siege.number()
