"""The gate is asked in a shallow clone, where the beginning of the branch cannot be seen."""

from __future__ import annotations

import subprocess

from tests.siege import Attempt, Siege

REASONS = ("GAT001",)


def attack(siege: Siege) -> Attempt:
    siege.number()
    siege.commit()
    clone = siege.bare.parent / "shallow.git"
    subprocess.run(
        ["git", "clone", "--quiet", "--bare", "--depth=1", "--no-single-branch", siege.bare.as_uri(), str(clone)],
        check=True,
    )
    return Attempt(clone)
