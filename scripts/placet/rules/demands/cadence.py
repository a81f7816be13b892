"""`cadence`: so many records of a register in every month, quarter, half-year or year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, TypeAlias

from placet import office
from placet.model import Finding, Kind, Place, Status, Unit, Wait, Who
from placet.rules import condition
from placet.rules import who as whos
from placet.rules.breaking import Breaking
from placet.rules.cel import Expression
from placet.rules.context import MET, Context, Facts, Partial
from placet.rules.demands import assertion
from placet.rules.periods import MONTHS, Period, first_of, period_of
from placet.rules.scope import Scope
from placet.rules.wording import phrase

#: A record that counts: its own day, its ref, and on whose account it is where that is asked.
Counted: TypeAlias = tuple[date, str, tuple[str, ...]]

_FIXED = ("post", "member")
_KEYS = ("every", "count", "where", "from", "each", "due")


@dataclass(frozen=True, slots=True)
class Each:
    """On whose account there must be records: `field` of a counted record says on whose it is.

    Expected are these `values` (sections, choices), or whoever holds what `by` names on both ends of a period.
    """

    field: str
    title: str
    values: tuple[tuple[str, str], ...] = ()
    by: tuple[Who, ...] = ()

    def expected(self, unit: Unit, since: date, until: date) -> Iterator[tuple[str, str]]:
        """Ids and names of those expected between two days."""
        yield from self.values
        posts = [post for one in self.by for post in whos.posts(one, unit, one.value)]
        here = [person for post in posts for person in office.holders(unit, post, until)]
        held = {person for post in posts for person in office.holders(unit, post, since)}
        yield from ((person, office.name(unit, person)) for person in dict.fromkeys(here) if person in held)


@dataclass(frozen=True, slots=True)
class Cadence:
    """How often, how many, which records count, on whose account, and within how many days of a period (0: all)."""

    every: str
    count: int
    where: Expression | None
    each: Each | None = None
    due: int = 0

    def judge(self, context: Context) -> Partial:
        """A record alone neither keeps nor breaks a rhythm; `judge_period` judges a register."""
        return MET

    def last(self, period: Period) -> date:
        """The last day on which a record still counts for a period."""
        return min(period.until, period.since + timedelta(days=self.due - 1)) if self.due else period.until

    def on_account(self, facts: Facts) -> tuple[str, ...]:
        """On whose account a counted record is."""
        found = facts.record.fields.get(self.each.field) if self.each is not None else None
        listed = found if isinstance(found, tuple | list) else (found,)
        return tuple(one for one in listed if isinstance(one, str) and one)

    def judge_period(self, period: Period, counted: Sequence[Counted], as_of: datetime, words: Words) -> Partial:
        """Met with enough records; until the last day for them is over, too few are only awaited."""
        last = self.last(period)
        inside = [one for one in counted if period.since <= one[0] <= last]
        missing = list(self._missing(period, inside, words))
        if not missing:
            return Partial(Status.MET, rests_on=tuple(ref for _, ref, _ in inside))
        end = datetime.combine(last, time(23, 59, 59), tzinfo=as_of.tzinfo)
        waiting = as_of <= end
        codes = ("VER071", "VER073") if waiting else ("VER070", "VER072")
        shown = {"register": words.title, "period": period.name, "count": str(self.count)}
        reasons = tuple(Finding(codes[bool(self.each)], words.place, {**shown, **more}, words.says) for more in missing)
        if waiting:
            return Partial(Status.WAITING, reasons, (Wait(words.title, until=end),))
        return Partial(Status.BREACHED, reasons)

    def _missing(self, period: Period, inside: Sequence[Counted], words: Words) -> Iterator[dict[str, str]]:
        """How many there are where they are too few; of each on whose account they must be."""
        if self.each is None:
            if len(inside) < self.count:
                yield {"have": str(len(inside))}
            return
        for one, name in self.each.expected(words.unit, period.since, self.last(period)):
            have = sum(one in accounts for _, _, accounts in inside)
            if have < self.count:
                yield {"have": str(have), "who": name}

    def breakings(self, context: Context) -> Iterator[Breaking]:
        """None of a record: `fewer` breaks a register's period."""
        return iter(())

    def fewer(self, period: Period, counted: Sequence[Counted], as_of: datetime, words: Words) -> str:
        """The record whose loss, with those before it in the period as needed, breaks it; "" where it is broken."""
        left, lost = list(counted), ""
        for one in [one for one in counted if period.since <= one[0] <= self.last(period)]:
            if self.judge_period(period, left, as_of, words).status is not Status.MET:
                break
            left.remove(one)
            lost = one[1]
        return lost if self.judge_period(period, left, as_of, words).status is not Status.MET else ""

    def periods(self, start: date, end: date) -> Iterator[Period]:
        """The whole periods that begin on or after `start`, up to the one `end` lies in."""
        span = MONTHS[self.every]
        month = (start.year * 12 + start.month - 1 + (start.day > 1) + span - 1) // span * span
        while first_of(month) <= end:
            yield period_of(self.every, month)
            month += span

    def named(self, name: str) -> Period | None:
        """The period of this name, or None when it is not one of this rhythm's."""
        year = name[:4]
        if not (year.isdigit() and len(year) == 4 and int(year)):
            return None
        first = int(year) * 12
        periods = (period_of(self.every, month) for month in range(first, first + 12, MONTHS[self.every]))
        return next((period for period in periods if period.name == name), None)

    def counts(self, context: Context, when: Expression | None) -> bool:
        """Whether a record is one of those that count; one that cannot be judged does not."""
        passed = [assertion.passes(one, context) for one in (when, self.where)]
        return all(one is True for one in passed)

    def plain(self, kind: Kind, unit: Unit) -> str:
        """The rhythm in words."""
        every = phrase(f"every-{self.every}")
        if self.due:
            every = phrase("within-first", every=every, days=str(self.due))
        where = phrase("bracketed", text=condition.said(self.where.source, kind, unit)) if self.where else ""
        words = {"every": every, "register": kind.title, "count": str(self.count), "where": where}
        if self.each is None:
            return phrase("cadence", **words)
        names = [name for _, name in self.each.values] or [whos.generally(self.each.by, kind, unit)]
        return phrase("cadence-each", **words, who=phrase("and").join(names), field=self.each.title)


@dataclass(frozen=True, slots=True)
class Words:
    """What a reason about a register needs: its title, its place, the article's words."""

    title: str
    place: Place
    says: str
    unit: Unit


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
    due = scope.number(data.get("due", 0), f"{key}.due", smallest=0)
    each = _each(data["each"], scope, f"{key}.each") if "each" in data else None
    if count is None or due is None or ("where" in data and where is None) or ("each" in data and each is None):
        return None
    return Cadence(str(data["every"]), count, where, each, due)


def _each(data: Any, scope: Scope, key: str) -> Each | None:
    """On whose account, from a field or `{field, of}`: sections and choices are all meant, persons those in posts."""
    if isinstance(data, str):
        data = {"field": data}
    if not scope.mapping(data, ("field", "of"), key, ("field",)):
        return None
    found = scope.field_of(data["field"], f"{key}.field", ("person", "section", "choice"), items=True)
    if found is None:
        return None
    inner = found.items or found
    if inner.type == "person":
        by = scope.who(data.get("of", ()), f"{key}.of")
        if by is not None and any(one.relation not in _FIXED or one.value.startswith(whos.FIELD) for one in by):
            scope.fault("RUL018", f"{key}.of", expected="post | {member: body}")
            return None
        return None if by is None else Each(found.id, found.title, by=by)
    choices = {one: inner.choice_titles.get(one, one) for one in inner.choices}
    known = dict(scope.unit.sections) if inner.type == "section" else choices
    names = data.get("of", list(known))
    listed = names if isinstance(names, list | tuple) else [names]
    if not listed or not all(scope.known("RUL044", one, known, f"{key}.of") for one in listed):
        return None
    return Each(found.id, found.title, tuple((one, known[one]) for one in listed))
