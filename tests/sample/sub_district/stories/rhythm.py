"""What part B counts by the month and the half-year: attendance with the regular meetings, and the grid's patrols."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tests.sample.hands import words
from tests.sample.office import Office
from tests.sample.pen import Paper
from tests.sample.sub_district.stories.telling import UNIT, told, walk

_MONTHS = tuple(
    (year, month) for year in (2025, 2026) for month in range(1, 13) if (2025, 9) <= (year, month) <= (2026, 5)
)
#: On the roster, and transferred away before the count begins.
_LEFT = frozenset({"pang-xiaoyu"})
_HALVES = ((date(2025, 1, 1), date(2025, 6, 30)), (date(2025, 7, 1), date(2025, 12, 31)))
_TALLY = [
    ["compile", "attendance-clerk"],
    ["check", "office-head", "已与签到簿和请假单核对。"],
    ["assess", "office-head", {"data": {"ledger": "@page"}}],
    ["number", "attendance-clerk"],
]
_BOOK = [["fill", "grid-manager=min-jie"], ["check", "grid-chief", "已核对。"], ["number", "grid-chief"]]


def services(office: Office) -> None:
    """Windows, cases, complaints, the grid and safety, then what is counted of them."""
    papers = told(office, "service", "staff", "safety", "grid")
    kept = words("grid", UNIT.replace("-", "_"))
    leaves = [papers["a-home"]]
    for index, (year, month) in enumerate(_MONTHS):
        _tallied(office, year, month, kept["months"], index, leaves)
    for index, (since, until) in enumerate(_HALVES):
        _patrolled(office, since, until, kept["patrols"], index)


def _working(office: Office, since: date, until: date) -> list[date]:
    """The working days of a span."""
    span = ((since + timedelta(days=n)) for n in range((until - since).days + 1))
    return [day for day in span if office.working(day)]


def _tallied(office: Office, year: int, month: int, kept: Mapping[str, Any], index: int, leaves: list[Paper]) -> None:
    """A month's sign-in, absences and meetings."""
    since = date(year, month, 1)
    until = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    working = _working(office, since, until)
    rng = office.rng(f"{UNIT}|month|{since:%Y-%m}")
    absences = [
        {"person": leave.fields["person"], "day": day, "grounds": "请假", "form": leave}
        for leave in leaves
        for day in working
        if leave.fields["start"].date() <= day <= leave.fields["last_day"]
    ]
    days = []
    for day in working:
        staff = sum(person not in _LEFT and not office.roster.away(person, day) for person in office.roster.names)
        signed = staff - sum(one["day"] == day for one in absences)
        days.append({"day": day, "staff": staff, "signed": signed, "latest": f"08:{rng.randint(12, 30)}"})
    missed = kept["absentees"].get(f"{since:%Y-%m}", ())
    fields: dict[str, Any] = {"date": working[-1], "covers_from": since, "covers_to": until, "days": days}
    fields["absences"] = absences
    fields["leaves"] = list(dict.fromkeys(one["form"] for one in absences))
    fields["meetings"] = [
        {
            "meeting": name,
            "day": _nth(office, since, nth, weekday),
            "organiser": section,
            "unexcused": int(name in missed),
        }
        for name, (section, nth, weekday) in kept["meetings"].items()
    ]
    if missed:
        fields["absentees"] = [{"person": missed[0], "meeting": missed[1], "points": Decimal(str(missed[2]))}]
    text = kept["text"][index % len(kept["text"])]
    paper = Paper(f"{UNIT}/monthly", working[-1], f"{year}年{month}月考勤和例会统计", fields, text)
    walk(office, paper, rng, _TALLY, {"page": f"考核台账第{index + 1}页"})
    office.add(paper)


def _nth(office: Office, first: date, nth: int, weekday: int) -> date:
    """The nth such weekday (Monday is 1) of a month, or the next working day."""
    return office.workday(first + timedelta(days=(weekday - 1 - first.weekday()) % 7 + 7 * (nth - 1)))


def _patrolled(office: Office, since: date, until: date, kept: Mapping[str, Any], index: int) -> None:
    """Half a year's daily visits of the model community's grids."""
    rng = office.rng(f"{UNIT}|patrol|{since}")
    working = _working(office, since, until)
    managers = kept["managers"]
    fields: dict[str, Any] = {"date": working[-1], "covers_from": since, "covers_to": until, "community": "nanting"}
    fields["managers"] = managers
    fields["days"] = [{"day": day, "managers": len(managers), "homes": rng.randint(22, 61)} for day in working]
    fields["inspected"] = kept["inspected"][index]
    half = "上" if since.month == 1 else "下"
    paper = Paper(
        f"{UNIT}/patrol", working[-1], f"南亭社区{since.year}年{half}半年巡查走访册", fields, kept["text"][index]
    )
    walk(office, paper, rng, _BOOK, {})
    office.add(paper)
