"""The stretches of the calendar that rules count in: months, quarters, half-years and years."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

#: How many months a period lasts.
MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A stretch of the calendar, both ends inclusive: "2024-03", "2024-Q1", "2024-H1" or "2024"."""

    since: date
    until: date
    name: str


def month_of(day: date) -> int:
    """The months from the beginning of the calendar to the one this day lies in."""
    return day.year * 12 + day.month - 1


def first_of(month: int) -> date:
    """The first day of a month, counted as `month_of` does."""
    return date(month // 12, month % 12 + 1, 1)


def period_of(every: str, month: int) -> Period:
    """The period that begins with this month."""
    span = MONTHS[every]
    year, index = divmod(month, 12)
    names = {
        "month": f"{year:04d}-{index + 1:02d}",
        "quarter": f"{year:04d}-Q{index // 3 + 1}",
        "half-year": f"{year:04d}-H{index // 6 + 1}",
        "year": f"{year:04d}",
    }
    return Period(first_of(month), first_of(month + span) - timedelta(days=1), names[every])


def around(every: str, day: date) -> Period:
    """The period that a day lies in."""
    return period_of(every, month_of(day) // MONTHS[every] * MONTHS[every])
