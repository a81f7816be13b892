"""An expired key is deleted from the roster with a full change order: what it signed while it was valid would lose its
proof.
"""

from __future__ import annotations

from tests.siege import PEOPLE, Siege

REASONS = ("GAT043",)


def attack(siege: Siege) -> None:
    text = siege.text(PEOPLE)
    line = next(line for line in text.splitlines(keepends=True) if "until: 2024-03-31" in line)
    siege.repo.write({PEOPLE: text.replace(line, "")})
    siege.commit()
    siege.order("attack", "people")
