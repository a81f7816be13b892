"""The closed vocabulary of demands: one module each, and this table of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from placet.model import Kind, Unit
from placet.rules.breaking import Breaking
from placet.rules.context import NUMBER, Context, Partial
from placet.rules.demands import (
    acts,
    assertion,
    cadence,
    complete,
    deadline,
    decision,
    distinct,
    link,
    retain,
    total,
    withhold,
)
from placet.rules.scope import Scope


class Demand(Protocol):
    """What every compiled demand can do."""

    def judge(self, context: Context) -> Partial:
        """How it judges a record. Raises CalendarMissing when it cannot count working days."""

    def plain(self, kind: Kind, unit: Unit) -> str:
        """What it asks, in words."""

    def breakings(self, context: Context) -> Iterator[Breaking]:
        """By which changes of a record that meets it, or of what it looks at, it may be tripped; the smallest first."""


@dataclass(frozen=True, slots=True)
class Entry:
    """How a demand is read, and before which act it must be met unless the rule says otherwise."""

    read: Callable[[Any, Scope, str], Demand | None]
    before: str = ""


REGISTRY: Mapping[str, Entry] = {
    "acts": Entry(acts.read),
    "decision": Entry(decision.read, NUMBER),
    "distinct": Entry(distinct.read, NUMBER),
    "assert": Entry(assertion.read, NUMBER),
    "deadline": Entry(deadline.read),
    "link": Entry(link.read, NUMBER),
    "complete": Entry(complete.read, NUMBER),
    "cadence": Entry(cadence.read),
    "total": Entry(total.read, NUMBER),
    "retain": Entry(retain.read, NUMBER),
    "withhold": Entry(withhold.read, NUMBER),
}
