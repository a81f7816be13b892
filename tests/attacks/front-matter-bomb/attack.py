"""Aliases that multiply to a billion values when they are written out."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("FMT010",)


def attack(siege: Siege) -> None:
    ref = siege.draft("notice", id="2024-lsaaaa")
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    siege.change(file=f"records/{ref}.md", replace=["drafter: wang-fang", "drafter: wang-fang\n" + "\n".join(rows)])
