"""The bare repository lacks the contents of the new document's slip (a partial clone, or a damaged one). The attacker hopes that
what cannot be read is not judged.
"""

from __future__ import annotations

from tests.siege import NEXT, Siege

REASONS = ("GAT008",)


def attack(siege: Siege) -> None:
    siege.number()
    siege.commit()
    blob = siege.repo.git("rev-parse", f"HEAD:records/{NEXT}.jsonl")
    (siege.bare / "objects" / blob[:2] / blob[2:]).unlink()
