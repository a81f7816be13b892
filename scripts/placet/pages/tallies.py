"""What statistics count: documents by month, how long steps took, how limits were kept, what was spent. Pure sums."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from placet.model import Status
from placet.pages.facts import Facts
from placet.pages.steps import total
from placet.rules.compile import Compiled
from placet.rules.demands.deadline import Deadline

MONTHS = range(1, 13)


@dataclass(frozen=True)
class Wait:
    """How long a step took in one register: how many papers took it, the middle and the longest of their minutes."""

    register: str
    act: str
    papers: int
    middle: int
    longest: int


@dataclass(frozen=True)
class Sum:
    """What was spent in one register under one value of the field that sorts it."""

    register: str
    by: str
    papers: int
    amount: Decimal


def counted(facts: Iterable[Facts]) -> list[Facts]:
    """Return those that statistics count: numbered and not annulled."""
    return [one for one in facts if not one.card.is_draft and not one.card.annulled]


def by_month(facts: Iterable[Facts]) -> Mapping[str, list[int]]:
    """Return how many papers each register has of each month, by their own day; the fullest register first."""
    found: dict[str, list[int]] = {}
    for one in facts:
        if one.card.day:
            found.setdefault(one.card.register, [0] * len(MONTHS))[one.card.day.month - 1] += 1
    return dict(sorted(found.items(), key=lambda item: (-sum(item[1]), item[0])))


def waits(facts: Iterable[Facts]) -> list[Wait]:
    """Return how long each step took in each register, the slowest first."""
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for one in facts:
        for act, minutes in one.steps:
            found[one.card.register, act].append(minutes)
    made = [Wait(*key, len(spans), int(median(spans)), max(spans)) for key, spans in found.items()]
    return sorted(made, key=lambda one: (-one.middle, -one.longest, one.register, one.act))


def ways(facts: Iterable[Facts]) -> list[Wait]:
    """Return how long papers of each register took from their first act to their number, the slowest first."""
    found: dict[str, list[int]] = defaultdict(list)
    for one in facts:
        if one.steps:
            found[one.card.register].append(total(one.steps))
    made = [Wait(register, "", len(spans), int(median(spans)), max(spans)) for register, spans in found.items()]
    return sorted(made, key=lambda one: (-one.middle, -one.longest, one.register))


def limited(rules: Iterable[Compiled]) -> frozenset[tuple[str, str]]:
    """Return the rules that set a time limit, by regulation and rule."""
    return frozenset(
        (rule.regulation.path, rule.rule.id)
        for rule in rules
        if any(isinstance(demand, Deadline) for demand, _ in rule.demands)
    )


def kept(facts: Iterable[Facts], rules: frozenset[tuple[str, str]]) -> Mapping[tuple[str, str], Counter[str]]:
    """Return how often each of these rules was met, is awaited and was breached; the least kept first."""
    found: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for one in facts:
        for verdict in one.judged:
            if (verdict.regulation, verdict.rule) in rules:
                found[verdict.regulation, verdict.rule][verdict.status] += 1
    return dict(sorted(found.items(), key=lambda item: (rate(item[1]) or 0, -item[1].total(), item[0])))


def rate(counts: Mapping[str, int]) -> float | None:
    """Return the share of what is over that was met, None while nothing is over."""
    over = counts[Status.MET.value] + counts[Status.BREACHED.value]
    return counts[Status.MET.value] / over if over else None


def spending(facts: Iterable[Facts]) -> list[Sum]:
    """Return what was spent, by register and by the value that sorts it; the largest sum first."""
    found: dict[tuple[str, str], list[Decimal]] = defaultdict(list)
    for one in facts:
        if one.spent:
            found[one.card.register, one.spent.by].append(Decimal(one.spent.amount))
    sums = [Sum(*key, len(amounts), sum(amounts, Decimal())) for key, amounts in found.items()]
    return sorted(sums, key=lambda one: (-one.amount, one.register, one.by))


def fullest(months: Mapping[str, Sequence[int]], most: int) -> tuple[dict[str, list[int]], list[int]]:
    """Return the first `most` registers as they are, and all others summed up month by month (empty for none)."""
    first = {register: list(counts) for register, counts in list(months.items())[:most]}
    others = list(months.values())[most:]
    return first, [sum(counts) for counts in zip(*others, strict=True)]
