"""Working days: by the calendar, over year ends, never guessed, and as the `holidays` package knows China."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from placet.model import Calendar
from placet.readers import calendar
from placet.workdays import CalendarMissing, add_working_days, is_working_day, working_days_between

YEARS = (2023, 2024, 2025, 2026)
FOLDER = Path(__file__).parents[1] / "records" / "calendar"


def calendars() -> dict[int, Calendar]:
    found = {}
    for year in YEARS:
        path = FOLDER / f"{year}.yaml"
        one, findings = calendar.read(path.read_bytes(), f"records/calendar/{year}.yaml")
        assert findings == []
        assert one is not None
        found[year] = one
    return found


CALENDARS = calendars()
DAYS = st.dates(date(2023, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize("year", YEARS)
def test_every_day_agrees_with_the_holidays_package(year: int) -> None:
    china = holidays.country_holidays("CN", years=year)
    first = date(year, 1, 1)
    days = [first + timedelta(days=step) for step in range((date(year + 1, 1, 1) - first).days)]
    ours = [day for day in days if is_working_day(day, CALENDARS)]
    assert ours == [day for day in days if china.is_working_day(day)]


@given(DAYS, DAYS)
def test_counting_is_stepping(start: date, end: date) -> None:
    if end < start:
        assert working_days_between(start, end, CALENDARS) == -working_days_between(end, start, CALENDARS)
        return
    expected = sum(is_working_day(start + timedelta(days=step), CALENDARS) for step in range(1, (end - start).days + 1))
    assert working_days_between(start, end, CALENDARS) == expected


@given(st.dates(date(2023, 3, 1), date(2026, 10, 1)), st.integers(0, 40))
def test_adding_is_the_inverse_of_counting(start: date, number: int) -> None:
    end = add_working_days(start, number, CALENDARS)
    assert working_days_between(start, end, CALENDARS) == number
    assert number == 0 or is_working_day(end, CALENDARS)


@given(st.dates(date(2023, 3, 1), date(2026, 10, 1)), st.integers(1, 40))
def test_going_back_lands_on_a_working_day(start: date, number: int) -> None:
    day = add_working_days(start, -number, CALENDARS)
    assert is_working_day(day, CALENDARS)
    between = sum(is_working_day(day + timedelta(days=step), CALENDARS) for step in range((start - day).days))
    assert between == number


def test_a_year_without_calendar_is_named() -> None:
    only = {2024: CALENDARS[2024]}
    with pytest.raises(CalendarMissing, match=r"^no calendar for 2025$"):
        add_working_days(date(2024, 12, 31), 1, only)
    with pytest.raises(CalendarMissing, match=r"^no calendar for 2025$"):
        working_days_between(date(2024, 12, 30), date(2025, 1, 2), only)
    with pytest.raises(CalendarMissing, match=r"^no calendar for 2023$"):
        is_working_day(date(2023, 1, 3), only)
    assert add_working_days(date(2024, 12, 31), 0, only) == date(2024, 12, 31)
