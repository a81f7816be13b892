"""A hook is added in the folder from which the office's clerks take theirs."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT060",)


def attack(siege: Siege) -> None:
    siege.repo.write({"hooks/pre-receive": "#!/bin/sh\nexit 0\n"})
