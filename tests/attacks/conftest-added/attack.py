"""A `conftest.py` that makes every test pass comes with a record; run by a careless workflow it would also run as the
attacker pleases.
"""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT040",)


def attack(siege: Siege) -> None:
    siege.repo.write({"conftest.py": "import os\n\nos._exit(0)\n"})
    siege.number()
