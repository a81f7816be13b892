"""The functions a rule's expression may call beyond CEL's own, as plain Python over wall-clock times.

Times reach these functions as datetimes labelled UTC whose digits are the office's own wall clock.
Numbers come and go as ten-thousandths.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from placet.model import Calendar, Unit
from placet.office import holds
from placet.rules.literals import SCALE
from placet.workdays import CalendarMissing, is_working_day, working_days_between


@dataclass(slots=True)
class Surroundings:
    """What functions may look at beside their arguments: the unit and the calendars.

    `missing` collects the years without a calendar that an evaluation ran into, for the skip that must be counted.
    """

    unit: Unit
    calendars: Mapping[int, Calendar]
    missing: list[int] = field(default_factory=list)

    def working_days(self, start: datetime, end: datetime) -> int:
        """Working days after `start` up to and including `end`; CalendarMissing when a year has no calendar."""
        try:
            return working_days_between(start.date(), end.date(), self.calendars) * SCALE
        except CalendarMissing as fault:
            self.missing.append(fault.year)
            raise

    def is_holiday(self, moment: datetime) -> bool:
        """Whether the day is not a working day."""
        try:
            return not is_working_day(moment.date(), self.calendars)
        except CalendarMissing as fault:
            self.missing.append(fault.year)
            raise

    def holds(self, person: str, post: str, moment: datetime) -> bool:
        """Whether the person holds the post on that day; ValueError for a post the unit does not have."""
        if post not in self.unit.posts:
            raise ValueError(f"unknown post {post}")
        return holds(self.unit, person, post, moment.date())


def days(start: datetime, end: datetime) -> int:
    """Calendar days from one day to another, the time of day left out."""
    return (end.date() - start.date()).days * SCALE


def hours(start: datetime, end: datetime) -> int:
    """Hours between two moments, exact to a ten-thousandth, rounded towards the later."""
    elapsed = end - start
    seconds = elapsed.days * 86_400 + elapsed.seconds
    return -(-seconds * SCALE // 3600)


def year(moment: datetime) -> int:
    """The calendar year."""
    return moment.year * SCALE


def month(moment: datetime) -> int:
    """The month, 1 to 12."""
    return moment.month * SCALE


def month_day(moment: datetime) -> int:
    """The day of the month, 1 to 31."""
    return moment.day * SCALE


def weekday(moment: datetime) -> int:
    """The day of the week, Monday 1 to Sunday 7."""
    return moment.isoweekday() * SCALE


def date_of(moment: datetime) -> datetime:
    """The day, its time of day taken off."""
    return datetime(moment.year, moment.month, moment.day, tzinfo=UTC)


def time_of(moment: datetime) -> str:
    """The time of day as "HH:MM", which compares as text."""
    return f"{moment:%H:%M}"


def day(text: str) -> datetime:
    """The day written as "2024-03-05"; ValueError for anything else."""
    written = date.fromisoformat(text)
    return datetime(written.year, written.month, written.day, tzinfo=UTC)


def count(items: Sequence[object]) -> int:
    """How many items a list has."""
    return len(items) * SCALE


def distinct(items: Sequence[object]) -> int:
    """How many different items a list has."""
    seen: list[object] = []
    for item in items:
        if item not in seen:
            seen.append(item)
    return len(seen) * SCALE


def length(text: str) -> int:
    """How many characters a text has."""
    return len(text) * SCALE


def total(items: Sequence[int]) -> int:
    """The sum of a list of numbers; ValueError when one of them is not a number."""
    if any(isinstance(item, bool) or not isinstance(item, int) for item in items):
        raise ValueError("not a number")
    return sum(items)


def smaller(left: int, right: int) -> int:
    """The smaller of two numbers."""
    return min(left, right)


def larger(left: int, right: int) -> int:
    """The larger of two numbers."""
    return max(left, right)


def times(left: int, right: int) -> int:
    """The product; ValueError when it would need more than four decimals, for then it would not be exact."""
    product, rest = divmod(left * right, SCALE)
    if rest:
        raise ValueError("more than four decimals")
    return product


#: name → (result, parameters, implementation); types are those of placet.rules.cel.TYPES.
Signature = tuple[str, tuple[str, ...], Callable[..., object]]


def signatures(around: Surroundings) -> Mapping[str, tuple[Signature, ...]]:
    """Every function a rule may call in these surroundings, with its overloads."""
    return {
        "count": (("number", ("list",), count),),
        "distinct": (("number", ("list",), distinct),),
        "sum": (("number", ("list",), total),),
        "length": (("number", ("text",), length),),
        "days": (("number", ("time", "time"), days),),
        "working_days": (("number", ("time", "time"), around.working_days),),
        "hours": (("number", ("time", "time"), hours),),
        "year": (("number", ("time",), year),),
        "month": (("number", ("time",), month),),
        "month_day": (("number", ("time",), month_day),),
        "weekday": (("number", ("time",), weekday),),
        "date_of": (("time", ("time",), date_of),),
        "time_of": (("text", ("time",), time_of),),
        "day_of": (("time", ("text",), day),),
        "is_holiday": (("boolean", ("time",), around.is_holiday),),
        "min": (("number", ("number", "number"), smaller),),
        "max": (("number", ("number", "number"), larger),),
        "times": (("number", ("number", "number"), times),),
        "holds": (("boolean", ("text", "text", "time"), around.holds),),
    }
