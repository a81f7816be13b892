"""Working days by the State Council's yearly notices. A year without its calendar is never guessed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from placet.model import Calendar

_SATURDAY = 5


class CalendarMissing(LookupError):
    """No calendar for `year`: the count cannot be made and must be skipped with this reason."""

    def __init__(self, year: int) -> None:
        super().__init__(f"no calendar for {year}")
        self.year = year


def is_working_day(day: date, calendars: Mapping[int, Calendar]) -> bool:
    """Whether offices work that day: make-up days do, holidays do not, otherwise Monday to Friday.

    Raises CalendarMissing when the day's year has no calendar.
    """
    calendar = calendars.get(day.year)
    if calendar is None:
        raise CalendarMissing(day.year)
    if day in calendar.workdays:
        return True
    return day not in calendar.holidays and day.weekday() < _SATURDAY


def working_days_between(start: date, end: date, calendars: Mapping[int, Calendar]) -> int:
    """Working days after `start` up to and including `end`; negative when `end` is earlier.

    Raises CalendarMissing when a year in between has no calendar.
    """
    if end < start:
        return -working_days_between(end, start, calendars)
    span = (end - start).days
    return sum(is_working_day(start + timedelta(days=step), calendars) for step in range(1, span + 1))


def add_working_days(start: date, number: int, calendars: Mapping[int, Calendar]) -> date:
    """The day that is `number` working days after `start` (before it when negative); `start` itself for 0.

    Raises CalendarMissing when a year on the way has no calendar.
    """
    step = timedelta(days=1 if number >= 0 else -1)
    day, left = start, abs(number)
    while left:
        day += step
        left -= is_working_day(day, calendars)
    return day
