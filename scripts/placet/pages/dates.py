"""Dates and figures as offices print them, in the language of the site."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from placet.pages.words import Words

#: Hours of a day.
HOURS = 24


def day(value: date, words: Words) -> str:
    """Return 2024年3月4日, or 4 March 2024; of a moment, in the offset it was written with."""
    # Moments of different offsets may be equal and lie on different days, so what is kept is not kept by them.
    return _day(value.year, value.month, value.day, words)


@lru_cache(maxsize=1 << 14)
def _day(year: int, month: int, day: int, words: Words) -> str:
    return words("date", year=year, month=month, day=day)


def moment(value: datetime, words: Words) -> str:
    """Return 2024年3月4日 09:30, or 4 March 2024 at 09:30, in the offset it was written with."""
    return _moments(value.year, value.month, value.day, words).format(f"{value.hour:02}:{value.minute:02}")


@lru_cache(maxsize=1 << 14)
def _moments(year: int, month: int, day: int, words: Words) -> str:
    """The moments of a day, with a blank for the time."""
    return words("moment", day=_day(year, month, day, words), time="{}")


def short_moment(value: datetime) -> str:
    """Return 2024-03-04 09:30, for narrow columns."""
    return value.strftime("%Y-%m-%d %H:%M")


def days(since: date, until: date | None, words: Words) -> str:
    """Return 2024年3月4日 – 2025年8月31日, or that it is so still."""
    return f"{day(since, words)} – {day(until, words) if until else words('now')}"


def period(value: str, words: Words) -> str:
    """Return a period in words: 2026年6月, 2026年第2季度, 2026年上半年, 2026年; June 2026, second quarter of 2026."""
    year, _, part = value.partition("-")
    if part[:1] in ("Q", "H"):
        return words(f"period-{part[0]}", year=year, part=part[1:])
    return words("period-month", year=year, part=int(part)) if part else words("year", year=year)


def number(value: Decimal) -> str:
    """Return 20,000 or 19,999.99, without an exponent."""
    return f"{value:,f}"


def span(minutes: int, words: Words) -> str:
    """Return how long something took: in minutes, hours or days, whichever reads best."""
    hours = minutes / 60
    if hours < 1:
        return words("span-minutes", count=minutes)
    if hours < HOURS:
        return words("span-hours", count=f"{hours:.1f}".removesuffix(".0"))
    return words("span-days", count=f"{hours / HOURS:.1f}".removesuffix(".0"))
