"""A Python file named like a module of the standard library lies among the records. The attacker hopes that it is taken
for a record's attachment and imported by whoever runs there.
"""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("ARC005",)


def attack(siege: Siege) -> None:
    siege.number()
    siege.repo.write({"records/bureau/outgoing/2024/json.py": "raise SystemExit(0)\n"})
