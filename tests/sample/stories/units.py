"""The bureau's units: their own rules, spending, absences, monthly reports and personal matters."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tests.sample.hands import Course, words
from tests.sample.office import STOPPED, Office
from tests.sample.pen import Paper
from tests.sample.stories.told import tell

_UNITS = ("library", "culture-hall", "museum")
_QUARTERS = ((2025, 1), (2025, 2), (2025, 3), (2025, 4), (2026, 1), (2026, 2))
_NUMERALS = ("", "一", "二", "三", "四")


def units(office: Office) -> None:
    """The papers told by name, then the book of monthly reports of every quarter."""
    tell(office, "units")
    for year, quarter in _QUARTERS:
        _book(office, year, quarter)


def _book(office: Office, year: int, quarter: int) -> None:
    """The reports of a quarter's months; the running quarter's book is still open."""
    months = range(quarter * 3 - 2, quarter * 3 + 1)
    ended = date(year + quarter // 4, quarter * 3 % 12 + 1, 1) - timedelta(days=1)
    still_open = ended > STOPPED.date()
    day = office.workday(STOPPED.date(), -2) if still_open else office.workday(ended + timedelta(days=1), -1)
    paper = Paper("bureau/unit-report", day, f"{year}年第{_NUMERALS[quarter]}季度局属单位工作报告台账")
    rows = [row for month in months for row in _month(office, year, month)]
    paper.fields = {"date": day, "quarter": quarter, "reports": rows}
    written = [row["work"] for row in rows if row["important"]]
    paper.body = f"三家局属单位负责人按月向分管领导、局长报告，本季度共{len(rows)}次。" + (
        f"其中{'、'.join(written)}以书面形式汇报。" if written else "均为口头报告。"
    )
    if still_open:
        paper.draft = "second-quarter-reports"
        paper.body = f"截至目前{paper.body}"
    course = Course(office, paper, office.rng(f"unit-report|{day}"))
    for unit in _UNITS[: 2 if still_open else 3]:
        course.post("report", f"{unit}-head")
    if not still_open:
        course.post("leader_heard", "deputy-culture", "已听取。").post("director_heard", "director", "已听取。")
        course.post("number", "secretary-clerk")
    office.add(paper)


def _month(office: Office, year: int, month: int) -> list[dict[str, Any]]:
    texts = words("unit_reports")
    rows = []
    for n, unit in enumerate(_UNITS):
        day = office.workday(date(year, month, 8 + n * 3))
        if day < STOPPED.date() - timedelta(days=7):
            weighty = texts["important"].get(f"{year}-{month:02d}", {}).get(unit, "")
            row = {"unit": unit, "day": day, "work": weighty or texts[unit][(month + n) % len(texts[unit])]}
            row |= {"important": bool(weighty), "form": "written" if weighty else "oral"}
            rows.append(row | {"to_leader": True, "to_director": True})
    return rows
