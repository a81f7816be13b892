"""`cadence`: so many records of a register in every month, quarter, half-year or year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from placet.model import Finding, Kind, Place, Status, Unit, Wait
from placet.rules.cel import Expression
from placet.rules.context import MET, Context, Partial
from placet.rules.demands import assertion
from placet.rules.scope import Scope
from placet.rules.wording import phrase

#: How many months a period lasts.
MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
_KEYS = ("every", "count", "where", "from")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A stretch of the calendar, both ends inclusive: "2024-03", "2024-Q1", "2024-H1" or "2024"."""

    since: date
    until: date
    name: str


@dataclass(frozen=True, slots=True)
class Cadence:
    """How often, how many, and which records count."""

    every: str
    count: int
    where: Expression | None

    def judge(self, context: Context) -> Partial:
        """A record alone neither keeps nor breaks a rhythm; `judge_period` judges a register."""
        return MET

    def judge_period(self, period: Period, counted: Sequence[str], as_of: datetime, words: Words) -> Partial:
        """Met with enough records; until the period's last day is over, too few are only awaited."""
        if len(counted) >= self.count:
            return Partial(Status.MET, rests_on=tuple(counted))
        args = {"register": words.title, "period": period.name, "count": str(self.count), "have": str(len(counted))}
        end = datetime.combine(period.until, time(23, 59, 59), tzinfo=as_of.tzinfo)
        if as_of <= end:
            waits = (Wait(words.title, until=end),)
            return Partial(Status.WAITING, (Finding("VER071", words.place, args, words.says),), waits)
        return Partial(Status.BREACHED, (Finding("VER070", words.place, args, words.says),))

    def periods(self, start: date, end: date) -> Iterator[Period]:
        """The whole periods that begin on or after `start`, up to the one `end` lies in."""
        span = MONTHS[self.every]
        month = (start.year * 12 + start.month - 1 + (start.day > 1) + span - 1) // span * span
        while _first(month) <= end:
            yield self._period(month)
            month += span

    def named(self, name: str) -> Period | None:
        """The period of this name, or None when it is not one of this rhythm's."""
        year = name[:4]
        if not (year.isdigit() and len(year) == 4 and int(year)):
            return None
        first = int(year) * 12
        periods = (self._period(month) for month in range(first, first + 12, MONTHS[self.every]))
        return next((period for period in periods if period.name == name), None)

    def _period(self, month: int) -> Period:
        span = MONTHS[self.every]
        year, index = divmod(month, 12)
        names = {
            "month": f"{year:04d}-{index + 1:02d}",
            "quarter": f"{year:04d}-Q{index // 3 + 1}",
            "half-year": f"{year:04d}-H{index // 6 + 1}",
            "year": f"{year:04d}",
        }
        return Period(_first(month), _first(month + span) - timedelta(days=1), names[self.every])

    def counts(self, context: Context, when: Expression | None) -> bool:
        """Whether a record is one of those that count; one that cannot be judged does not."""
        passed = [assertion.passes(one, context) for one in (when, self.where)]
        return all(one is True for one in passed)

    def plain(self, kind: Kind, unit: Unit) -> str:
        """The rhythm in words."""
        return phrase("cadence", every=phrase(f"every-{self.every}"), register=kind.title, count=str(self.count))


@dataclass(frozen=True, slots=True)
class Words:
    """What a reason about a register needs: its title, its place, the article's words."""

    title: str
    place: Place
    says: str


def _first(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


def read(data: Any, scope: Scope, key: str) -> Cadence | None:
    """The demand from `{every, count, where, from}`; faults are reported to the scope."""
    if isinstance(data, str):
        data = {"every": data}
    if not scope.mapping(data, _KEYS, key, ("every",)):
        return None
    if not scope.known("RUL026", data["every"], MONTHS, f"{key}.every"):
        return None
    if not scope.known("RUL026", data.get("from", "in-force"), ("in-force",), f"{key}.from"):
        return None
    where = scope.condition(data["where"], f"{key}.where") if "where" in data else None
    count = scope.number(data.get("count", 1), f"{key}.count")
    if count is None or ("where" in data and where is None):
        return None
    return Cadence(str(data["every"]), count, where)
