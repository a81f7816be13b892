"""Two branches took the next number. The other one has landed; this one is merged after it, and hopes that two files in
one place come out as one of the two.
"""

from __future__ import annotations

from tests.siege import NEXT, Siege

REASONS = ("GAT005",)


def attack(siege: Siege) -> None:
    siege.number()
    siege.commit()
    siege.also("other", {f"records/{NEXT}.md": "另一份\n"})
    siege.land("other")
    siege.repo.git("checkout", "--quiet", "attack")
