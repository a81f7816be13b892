"""`deadline`: an act, a field or a linked record within so many days, working days or hours, or by a date."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from placet.model import Calendar, Kind, Status, Unit, Wait
from placet.rules import who as whos
from placet.rules.altering import acted_at, with_field, without_act
from placet.rules.breaking import Breaking
from placet.rules.context import MET, NOT_APPLICABLE, Context, Facts, Partial
from placet.rules.demands import link
from placet.rules.scope import Scope
from placet.rules.wording import phrase
from placet.workdays import add_working_days

_EVENTS = ("act", "field", "link")
_UNITS = ("days", "working_days", "hours")
_PARAMETER = "param."
_END = time(23, 59, 59)


@dataclass(frozen=True, slots=True)
class Point:
    """A moment in a record: of an act, of a date field, of a linked record, or the record's own day."""

    relation: str
    name: str = ""
    link: link.Link | None = None

    def when(self, context: Context) -> datetime | date | None:
        """The moment, or None while it has not come; of repeated acts and of several records the first counts."""
        facts = context.facts
        if self.relation == "act":
            found = whos.entitled(facts, self.name)
            return facts.local(found[0].act.at) if found else None
        if self.relation == "field":
            value = facts.record.fields.get(self.name)
            if isinstance(value, datetime):
                return facts.local(value)
            return value if isinstance(value, date) else None
        if self.link is not None:
            good, _ = self.link.examine(context)
            days = [day for record in good if (day := context.archive.facts(record).day) is not None]
            return min(days, default=None)
        return facts.day

    def title(self, kind: Kind) -> str:
        """What the moment is called."""
        if self.relation == "act":
            return kind.acts[self.name].title
        if self.relation == "field":
            return kind.fields[self.name].title
        if self.link is not None:
            return phrase("or").join(self.link.titles)
        return kind.fields[kind.date].title if kind.date in kind.fields else phrase("own-day")


@dataclass(frozen=True, slots=True)
class Deadline:
    """`event` no later than `amount` `measure` after `after`, or by `month`/`day` of the record's year + `offset`."""

    event: Point
    after: Point | None
    measure: str = ""
    amount: int | str = 0
    month: int = 0
    day: int = 0
    offset: int = 0

    def judge(self, context: Context) -> Partial:
        """Not applicable before its clock starts. Raises CalendarMissing when working days cannot be counted."""
        facts = context.facts
        due = self._due(context)
        if due is None:
            return NOT_APPLICABLE
        happened = self.event.when(context)
        words = {"event": self.event.title(facts.kind), "due": _shown(due)}
        if happened is not None:
            if _last_moment(happened, facts, end=False) <= _last_moment(due, facts):
                return MET
            reason = context.reason("VER041", self._place(facts), when=_shown(happened), **words)
            return Partial(Status.BREACHED, (reason,))
        if facts.is_over(_last_moment(due, facts)):
            return Partial(Status.BREACHED, (context.reason("VER040", self._place(facts), **words),))
        if context.before and context.too_late:
            return Partial(Status.BREACHED, (context.reason("VER043", self._place(facts), **words),))
        reason = context.reason("VER042", self._place(facts), **words)
        return Partial(Status.WAITING, (reason,), (self._wait(facts, _last_moment(due, facts)),))

    def breakings(self, context: Context) -> Iterator[Breaking]:
        """What was to happen a moment after its last, or not at all."""
        facts, event, due = context.facts, self.event, self._due(context)
        title = event.title(facts.kind)
        if due is None:
            return
        late = _last_moment(due, facts) + timedelta(minutes=1)
        if event.relation == "act":
            yield Breaking("late", title, (acted_at(facts, event.name, late),))
            yield Breaking("drop-act", title, (without_act(facts, event.name),))
        elif event.relation == "field":
            is_date = facts.kind.fields[event.name].type == "date"
            yield Breaking("late", title, (with_field(facts, event.name, late.date() if is_date else late),))
            yield Breaking("empty", title, (with_field(facts, event.name, None),))
        elif event.link is not None:
            linked = [context.archive.facts(record) for record in event.link.examine(context)[0]]
            moved = tuple(with_field(one, one.kind.date, late.date()) for one in linked)
            yield Breaking("late", title, moved)
            yield from event.link.breakings(context)

    def _wait(self, facts: Facts, until: datetime) -> Wait:
        title = self.event.title(facts.kind)
        if self.event.relation != "act":
            return Wait(title, until=until)
        posts, persons = whos.everyone(facts.kind.acts[self.event.name].by, facts, self.event.name)
        return Wait(title, posts, persons, until)

    def _place(self, facts: Facts) -> Any:
        return facts.place(self.event.name if self.event.relation == "field" else "")

    def _due(self, context: Context) -> datetime | date | None:
        """The last day or moment, or None while nothing starts the clock."""
        facts = context.facts
        if self.after is None:
            own = facts.day
            return _in_year(own.year + self.offset, self.month, self.day) if own else None
        start = self.after.when(context)
        if start is None:
            return None
        return later(start, self.measure, self._amount(facts), facts, context.calendars)

    def _amount(self, facts: Facts) -> Decimal:
        if isinstance(self.amount, int):
            return Decimal(self.amount)
        value = facts.parameters[self.amount]
        if not isinstance(value, Decimal | int):
            raise TypeError(self.amount)
        return Decimal(value)

    def plain(self, kind: Kind, unit: Unit) -> str:
        """The deadline in words."""
        event = self.event.title(kind)
        if self.after is None:
            year = phrase("next-year" if self.offset == 1 else "this-year" if not self.offset else "years-on")
            return phrase("deadline-by", event=event, year=year, month=str(self.month), day=str(self.day))
        value = self.amount if isinstance(self.amount, int) else unit.parameters.get(self.amount, self.amount)
        amount = str(value).lstrip("-")
        key = "deadline-same" if amount == "0" else "deadline-ahead" if str(value).startswith("-") else "deadline"
        span = phrase(f"span-{self.measure}", amount=amount)
        return phrase(key, event=event, after=self.after.title(kind), span=span)


def later(
    start: datetime | date, measure: str, amount: Decimal, facts: Facts, calendars: Mapping[int, Calendar]
) -> datetime | date:
    """The day (or for hours the moment) that is so much after `start`. Raises CalendarMissing."""
    if measure == "hours":
        return _last_moment(start, facts, end=False) + timedelta(seconds=int(amount * 3600))
    day = start.date() if isinstance(start, datetime) else start
    if measure == "working_days":
        return add_working_days(day, int(amount), calendars)
    return day + timedelta(days=int(amount))


def _last_moment(point: datetime | date, facts: Facts, end: bool = True) -> datetime:
    """A moment as it is; a day as its last second, or its first when `end` is false."""
    if isinstance(point, datetime):
        return facts.local(point)
    return datetime.combine(point, _END if end else time(), tzinfo=facts.zone)


def _in_year(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))


def _shown(point: datetime | date) -> str:
    return f"{point:%Y-%m-%d %H:%M}" if isinstance(point, datetime) else f"{point:%Y-%m-%d}"


def read(data: Any, scope: Scope, key: str) -> Deadline | None:
    """The demand from its data; faults are reported to the scope."""
    if not scope.mapping(data, (*_EVENTS, "after", "within", "by"), key):
        return None
    event = _point({name: data[name] for name in _EVENTS if name in data}, scope, key)
    if event is None:
        return None
    if "by" in data and "within" not in data and "after" not in data:
        return _by_date(event, data["by"], scope, f"{key}.by")
    if "within" not in data:
        scope.fault("RUL018", key, expected="within | by")
        return None
    after = _point(data.get("after", {"day": True}), scope, f"{key}.after", own=True)
    return _within(event, after, data["within"], scope, f"{key}.within")


def _point(data: Any, scope: Scope, key: str, own: bool = False) -> Point | None:
    names = (*_EVENTS, "day") if own else _EVENTS
    if not scope.one_of(data, names, key):
        return None
    relation, value = next(iter(data.items()))
    inner = f"{key}.{relation}"
    if relation == "day":
        return Point("day")
    if relation == "act":
        return Point("act", value) if scope.act(value, inner) else None
    if relation == "field":
        return Point("field", value) if scope.field_of(value, inner, ("date", "datetime")) else None
    found = link.read(value, scope, inner)
    return Point("link", "", found) if found else None


def _within(event: Point, after: Point | None, data: Any, scope: Scope, key: str) -> Deadline | None:
    if not scope.one_of(data, _UNITS, key) or after is None:
        return None
    measure, amount = next(iter(data.items()))
    if isinstance(amount, str) and amount.startswith(_PARAMETER):
        name = amount.removeprefix(_PARAMETER)
        if not scope.known("RUL007", name, scope.unit.parameters, f"{key}.{measure}"):
            return None
        if not isinstance(scope.unit.parameters[name], Decimal | int):
            scope.fault("RUL022", f"{key}.{measure}", name=amount, type="text", expected="number")
            return None
        return Deadline(event, after, measure, name)
    whole = scope.number(amount, f"{key}.{measure}", smallest=-10_000)
    return None if whole is None else Deadline(event, after, measure, whole)


def _by_date(event: Point, data: Any, scope: Scope, key: str) -> Deadline | None:
    if not scope.mapping(data, ("month", "day", "year"), key, ("month", "day")):
        return None
    month = scope.number(data["month"], f"{key}.month")
    day = scope.number(data["day"], f"{key}.day")
    offset = scope.number(data.get("year", 0), f"{key}.year", smallest=-10)
    if month is None or day is None or offset is None:
        return None
    if month > 12 or day > monthrange(2024, month)[1]:
        scope.fault("RUL018", key, expected="month 1-12, day 1-31")
        return None
    return Deadline(event, None, month=month, day=day, offset=offset)
