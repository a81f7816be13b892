"""How much of each regulation a machine judges: an article has rules, says why it has none, or is silent (a fault)."""

from __future__ import annotations

from dataclasses import dataclass

from placet.model import Cabinet, Regulation


@dataclass(frozen=True, slots=True)
class Coverage:
    """One version of a regulation: its articles by how they are judged, its rules, and the ids they carry out."""

    path: str
    regulation: str
    unit: str
    title: str
    in_force: str
    articles: tuple[int, ...]
    ruled: tuple[int, ...]
    unchecked: tuple[tuple[int, str], ...]
    silent: tuple[int, ...]
    rules: tuple[str, ...]
    examples: int
    basis: tuple[str, ...]


def coverage(cabinet: Cabinet) -> tuple[Coverage, ...]:
    """One entry for each version of each regulation, by path. A mere mention of an article does not count."""
    return tuple(_coverage(regulation) for regulation in sorted(cabinet.regulations, key=lambda found: found.path))


def _coverage(regulation: Regulation) -> Coverage:
    articles = sorted({article.number for article in regulation.articles})
    ruled = {rule.article for rule in regulation.rules}
    unchecked = {entry.article: entry.why for entry in regulation.unchecked}
    return Coverage(
        path=regulation.path,
        regulation=regulation.id,
        unit=regulation.unit,
        title=regulation.title,
        in_force=regulation.in_force.isoformat(),
        articles=tuple(articles),
        ruled=tuple(number for number in articles if number in ruled),
        unchecked=tuple((number, unchecked[number]) for number in articles if number in unchecked),
        silent=tuple(number for number in articles if number not in ruled and number not in unchecked),
        rules=tuple(sorted(rule.id for rule in regulation.rules)),
        examples=sum(len(rule.examples) for rule in regulation.rules),
        basis=tuple(sorted({name for rule in regulation.rules for name in rule.basis})),
    )
