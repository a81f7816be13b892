"""One package of the lock file is replaced by another of the same name from elsewhere."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT060",)


def attack(siege: Siege) -> None:
    siege.repo.write({"requirements.lock": "PyYAML @ https://example.invalid/PyYAML-6.0.3.tar.gz\n"})
