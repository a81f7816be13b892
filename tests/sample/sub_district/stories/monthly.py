"""What recurs every month: the inspection of the archive room and the financial report."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tests.sample.hands import words
from tests.sample.office import STOPPED, Office
from tests.sample.pen import Paper
from tests.sample.sub_district.stories.telling import UNIT, walk

_MONTHS = tuple((year, month) for year in (2025, 2026) for month in range(1, 13) if (year, month) < (2026, 7))
_DEFENCES = ["防火", "防盗", "防光", "防虫", "防鼠", "防潮", "防高温", "防霉变"]
_ROOM = [["self_check", "archivist"], ["inspect", "office-head"], ["number", "archivist"]]
_REPORT = [
    ["prepare", "accountant"],
    ["submit", "finance-head", "请主管领导审阅。"],
    ["receive", "executive-deputy", "已阅，问题请财务室跟进。"],
    ["number", "accountant"],
]


def rooms(office: Office) -> None:
    """A sheet a month, made on the last Sunday's Monday: the whole weeks since the sheet before."""
    notes = words("monthly", UNIT.replace("-", "_"))["rooms"]
    since = date(2024, 12, 30)
    for index, (year, month) in enumerate(_MONTHS):
        last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        until = last - timedelta(days=(last.weekday() + 1) % 7)
        day = until
        while day.month == month and not office.working(day):
            day -= timedelta(days=1)
        if until > STOPPED.date():
            return
        rng = office.rng(f"{UNIT}|room|{year}|{month}")
        note = notes[index % len(notes)]
        fields: dict[str, Any] = {
            "date": day,
            "from": since,
            "until": until,
            "self_checks": _checks(office, since, until),
        }
        fields |= {"defences": _DEFENCES, "equipment": _DEFENCES[:3], "smoke_free": True, "cabinets_clear": True}
        fields["found"] = note.get("found", "")
        paper = Paper(f"{UNIT}/archive-room", day, f"{year}年{month}月档案室检查登记", fields, note["text"])
        walk(office, paper, rng, [*_ROOM, 1, ["mend", "archivist", note["mended"]]] if "mended" in note else _ROOM, {})
        office.add(paper)
        since = until + timedelta(days=1)


def _checks(office: Office, since: date, until: date) -> list[date]:
    """One day of each week: its last working day, or in a holiday week its Monday, when someone is on duty."""
    days = []
    for week in range(((until - since).days + 1) // 7):
        monday = since + timedelta(days=7 * week)
        working = [monday + timedelta(days=n) for n in range(7) if office.working(monday + timedelta(days=n))]
        days.append(working[-1] if working else monday)
    return days


def reports(office: Office) -> None:
    """On the fifth of a month or the next working day: the month before, each opening with the last closing."""
    told = words("monthly", UNIT.replace("-", "_"))["reports"]
    opening = Decimal("386420.50")
    for index, (year, month) in enumerate(_MONTHS):
        rng = office.rng(f"{UNIT}|report|{year}|{month}")
        day = office.workday(date(year, month, 5))
        ended = date(year, month, 1) - timedelta(days=1)
        income, expense = (Decimal(rng.randrange(9_000_000, 16_000_000)) / 100 for _ in range(2))
        closing, cash = opening + income - expense, Decimal(rng.randrange(80_000, 480_000)) / 100
        entries = rng.randint(38, 74)
        fields: dict[str, Any] = {"date": day, "covers": f"{ended:%Y-%m}", "opening": opening, "income": income}
        fields |= {"expense": expense, "closing": closing, "cash": cash, "bank": closing - cash, "subsidiary": closing}
        fields |= {"income_account": "财政专户8801", "expense_account": "零余额账户3306"}
        fields |= {"entries": entries, "vouchers": entries, "open_days": 0, "diverted": 0, "spent_from_income": 0}
        fields["issues"] = told[index % len(told)]
        text = f"{ended.year}年{ended.month}月收入{income}元，支出{expense}元，月末结存{closing}元，现金和银行存款与账面核对一致。"
        paper = Paper(f"{UNIT}/finance-report", day, f"{ended.year}年{ended.month}月财务报表", fields, text)
        walk(office, paper, rng, _REPORT, {})
        office.add(paper)
        opening = closing
