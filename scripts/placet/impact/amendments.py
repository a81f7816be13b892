"""Which versions of which regulations a proposal changes, and how their rules and coverage differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from placet.model import Cabinet, Regulation, Rule
from placet.rules.compile import Rulebook
from placet.rules.plain import sentence

ADDED, REMOVED, CHANGED = "added", "removed", "changed"


@dataclass(frozen=True, slots=True)
class Reading:
    """A rule as it reads: its article, the words it quotes, and its plain sentence ("" where it does not compile)."""

    rule: Rule
    article: str
    sentence: str


@dataclass(frozen=True, slots=True)
class RuleChange:
    """One rule that is added, removed or changed; `aspects` are the parts that differ."""

    id: str
    change: str
    before: Reading | None
    after: Reading | None
    aspects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Amendment:
    """One version against the one it follows (or its own earlier text).

    The articles are labels: `gained` and `lost` a rule, are newly `excused` (say why none), or now `silent`.
    """

    before: Regulation | None
    after: Regulation | None
    rules: tuple[RuleChange, ...]
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    excused: tuple[str, ...]
    silent: tuple[str, ...]

    @property
    def known(self) -> Regulation:
        """The version to name it by: the new one, or the old one when it is taken away."""
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def repeals(self) -> bool:
        """Whether nothing is left in force: the version is taken away, or newly repealed."""
        was = self.before.repealed if self.before else None
        return self.after is None or (self.after.repealed is not None and was is None)


def pairs(base: Cabinet, head: Cabinet) -> tuple[tuple[Regulation | None, Regulation | None], ...]:
    """Every version that the proposal adds, edits or takes away, with what it is to be compared with."""
    old, new = ({one.path: one for one in cabinet.regulations} for cabinet in (base, head))
    found: list[tuple[Regulation | None, Regulation | None]] = []
    for path in sorted({*old, *new}):
        if path not in old:
            found.append((_before(base, new[path]), new[path]))
        elif base.files.get(path) != head.files.get(path):
            found.append((old[path], new.get(path)))
    return tuple(found)


def amendments(base: Cabinet, head: Cabinet, books: tuple[Rulebook, Rulebook]) -> tuple[Amendment, ...]:
    """The amendments, in the order of their paths; `books` are the rulebooks of base and head."""
    return tuple(_amendment(before, after, books) for before, after in pairs(base, head))


def _before(base: Cabinet, version: Regulation) -> Regulation | None:
    """The version that a new one follows."""
    same = (one for one in base.regulations if (one.unit, one.id) == (version.unit, version.id))
    earlier = [one for one in same if one.in_force <= version.in_force]
    return max(earlier, key=lambda one: one.in_force, default=None)


def _amendment(before: Regulation | None, after: Regulation | None, books: tuple[Rulebook, Rulebook]) -> Amendment:
    labels = _labels(before) | _labels(after)
    ends = after is not None and after.repealed is not None and (before is None or before.repealed is None)
    was, now = _ruled(before), set[int]() if ends else _ruled(after)
    excused, silent = _excused(after) - _excused(before), _silent(after)
    return Amendment(
        before,
        after,
        tuple(_rules(before, after, books)),
        tuple(labels[one] for one in sorted(now - was)),
        tuple(labels[one] for one in sorted(was - now)),
        tuple(labels.get(one, str(one)) for one in sorted(excused)),
        tuple(labels[one] for one in sorted(silent)),
    )


def _labels(version: Regulation | None) -> dict[int, str]:
    return {one.number: one.label.split()[0] for one in version.articles} if version else {}


def _ruled(version: Regulation | None) -> set[int]:
    return {rule.article for rule in version.rules} & set(_labels(version)) if version else set()


def _excused(version: Regulation | None) -> set[int]:
    return {one.article for one in version.unchecked} if version else set()


def _silent(version: Regulation | None) -> set[int]:
    return set(_labels(version)) - _ruled(version) - _excused(version)


def _rules(
    before: Regulation | None, after: Regulation | None, books: tuple[Rulebook, Rulebook]
) -> Iterator[RuleChange]:
    old = {rule.id: rule for rule in before.rules} if before else {}
    new = {rule.id: rule for rule in after.rules} if after else {}
    for name in dict.fromkeys((*old, *new)):
        was = _reading(before, old[name], books[0]) if before and name in old else None
        now = _reading(after, new[name], books[1]) if after and name in new else None
        if was is None or now is None:
            yield RuleChange(name, ADDED if was is None else REMOVED, was, now)
            continue
        aspects = tuple(_aspects(was.rule, now.rule))
        if aspects:
            yield RuleChange(name, CHANGED, was, now, aspects)


def _reading(version: Regulation, rule: Rule, book: Rulebook) -> Reading:
    compiled = [one for one in book.rules if one.rule is rule]
    mine = [one for one in compiled if one.unit is compiled[0].unit]
    return Reading(rule, _labels(version).get(rule.article, str(rule.article)), sentence(mine) if mine else "")


def _aspects(was: Rule, now: Rule) -> Iterator[str]:
    for name in ("article", "says", "on", "when", "demands", "before", "level"):
        if getattr(was, name) != getattr(now, name):
            yield name
