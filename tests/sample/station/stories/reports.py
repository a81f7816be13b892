"""The monthly report of income, spending and balance: each opens with what the month before closed with."""

from __future__ import annotations

from datetime import date, timedelta

from tests.sample.hands import Course, words
from tests.sample.office import Office, at
from tests.sample.pen import Paper

_FIRST, _LAST = (2025, 6), (2026, 5)
_OPENING = 38200


def reports(office: Office) -> None:
    """One report for every month since the regulation came into force, sent in the first days of the next."""
    rng, balance = office.rng("station reports"), _OPENING
    remarks = words("reports", "station")
    year, month = _FIRST
    while (year, month) <= _LAST:
        following = date(year + month // 12, month % 12 + 1, 1)
        income, spending = rng.randrange(9000, 26000, 10), rng.randrange(8000, 24000, 10)
        closing = balance + income - spending
        fields = {"covers_to": following - timedelta(days=1), "daily_cleared": True, "income": income}
        fields |= {"spending": spending, "opening": balance, "closing": closing}
        fields["sent_to"] = ["站所室", "分管领导", "局长"]
        text = f"上月结存{balance}元，本月收入{income}元、支出{spending}元，月末结存{closing}元。{remarks[month - 1]}"
        paper = Paper("station/reports", following - timedelta(days=1), f"{year}年{month}月收支结存月报", fields, text)
        course = Course(office, paper, rng).until(at(office.workday(following), "09:00"))
        course.post("close", "accountant").post("send", "accountant", "已送站所室、分管领导和局长。")
        course.post("number", "accountant")
        office.add(paper)
        balance, (year, month) = closing, (following.year, following.month)
