"""A `.gitmodules` whose submodule's address is an option, as in known attacks on cloning with submodules."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT060",)


def attack(siege: Siege) -> None:
    siege.repo.write({".gitmodules": '[submodule "x"]\n\tpath = x\n\turl = -u./payload\n'})
