"""Try regulations out: `python -m placet.rules.trial docs/bureau/seals/2023-01-01.md …` prints their faults."""

from __future__ import annotations

import sys
from pathlib import Path

from placet import messages
from placet.cabinet import load
from placet.rules.compile import rulebook
from placet.rules.context import zone_of
from placet.rules.example import faults
from placet.tree import WorkTree


def trial(root: Path, paths: frozenset[str]) -> list[str]:
    """One line for each fault of the regulations at `paths` (all of them when empty), in the order of their places."""
    cabinet = load(WorkTree(root))
    book = rulebook(cabinet)
    found = [*cabinet.findings, *book.findings]
    for rules in book.by_rule().values():
        found += faults(rules, cabinet, zone_of(cabinet.config))
    shown = [one for one in found if not paths or one.place.path in paths]
    return [
        f"{one.place.path}:{one.place.line}:{one.place.column}: {one.code} {messages.text(one, 'zh')}"
        for one in sorted(shown, key=lambda one: one.sort_key)
    ]


if __name__ == "__main__":
    found = trial(Path(), frozenset(sys.argv[1:]))
    sys.exit("\n".join([*found, f"{len(found)} faults"]) if found else 0)
