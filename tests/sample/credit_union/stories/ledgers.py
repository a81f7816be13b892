"""What the office compiles: the roster of each year, the log of weekly meetings, the monthly reports, the print room's days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from tests.sample.credit_union.people import CLERKS, HEADQUARTERS, LEADERS, SECTIONS, UNIT, act, holder
from tests.sample.hands import words
from tests.sample.office import Office, at
from tests.sample.pen import Paper

_HOLIDAY = "全周放假"


def ledgers(office: Office) -> None:
    """All of them."""
    for day in (date(2025, 4, 2), date(2026, 1, 7), date(2026, 3, 30)):
        office.add(_roster(office, day))
    for first in _months(date(2025, 4, 1), date(2026, 5, 1)):
        office.add(_weekly(office, first))
    reports = words("reports", "credit_union")
    for entry in reports["monthly"]:
        office.add(_report(office, entry))
    for first in _months(date(2025, 3, 1), date(2026, 5, 1)):
        office.add(_digest(office, first, reports["digest"]))
    for number, jobs in enumerate(reports["printing"]):
        office.add(_printing(office, jobs, number))


def _months(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first = _end(first) + timedelta(days=1)


def _end(first: date) -> date:
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _roster(office: Office, day: date) -> Paper:
    lines = [
        {"body": "board", "answers_to": "congress"},
        {"body": "supervisory", "answers_to": "congress"},
        {"body": "director-office", "answers_to": "board", "supervised_by": "supervisory"},
    ]
    named: list[dict[str, Any]] = []
    for n, section in enumerate(HEADQUARTERS, 1):
        clerk = "qi-fang" if section == "credit" and day >= date(2026, 3, 27) else CLERKS[section]
        row = {"section": section, "mail_admin": clerk, "seal_keeper": clerk}
        named.append(row | {"call_book": f"{day.year}-电-{n:02d}"})
    fields = {"date": day, "lines": lines, "mail_chief": ["yun-fan"], "named": named}
    body = "各部室指定一名子邮箱管理员和一名部室印章保管人，各领用来电登记簿一册。人员变动的，五日内报办公室更正。"
    paper = Paper(
        f"{UNIT}/rosters",
        day,
        f"{day.year}年机构责任和指定人员名册{'（三月更正）' if day.month == 3 else ''}",
        fields,
        body,
    )
    act(office, paper, "compile", "general-clerk", day, "09:30")
    act(office, paper, "approve", "deputy-office", day, "15:20", opinion="同意，印发各部室。")
    act(office, paper, "number", "general-clerk", day, "16:00")
    return paper


def _weekly(office: Office, first: date) -> Paper:
    last = _end(first)
    weeks: list[dict[str, Any]] = []
    monday = first + timedelta(days=-first.weekday() % 7)
    while monday <= last:
        worked = [day for n in range(7) if office.working(day := monday + timedelta(days=n))]
        row: dict[str, Any] = {"monday": monday}
        if worked:
            middle = monday + timedelta(days=2)
            row |= {"sections": list(HEADQUARTERS), "committee": middle if middle in worked else worked[-1]}
        else:
            row["waiver"] = _HOLIDAY
        weeks.append(row)
        monday += timedelta(days=7)
    fields = {"covers_from": first, "covers_to": last, "weeks": weeks}
    body = f"{first.year}年{first.month}月各部室周例会和授信业务审批委员会会议按周登记如上，会议记录由各部室保存。"
    paper = Paper(f"{UNIT}/weekly", last, f"{first.year}年{first.month}月例会台账", fields, body)
    day = office.workday(last + timedelta(days=7))
    act(office, paper, "compile", "general-clerk", day, "10:10")
    act(office, paper, "confirm", "office-head", day, "15:00", opinion="与各部室记录核对一致。")
    act(office, paper, "number", "general-clerk", day, "15:30")
    return paper


def _report(office: Office, entry: dict[str, Any]) -> Paper:
    section, end = entry["section"], _end(date(int(entry["month"][:4]), int(entry["month"][5:]), 1))
    stored = end + timedelta(days=1)
    fields: dict[str, Any] = {"date": stored, "month_end": end, "section": section, "head_post": f"{section}-head"}
    fields["path"] = f"工作报告/{entry['month']}/{entry['title']}"
    parts = ("head_activity", "main_business", "coop_events", "decisions_done", "outside", "other")
    fields |= {key: entry.get(key, "") for key in parts}
    body = "\n\n".join(entry[key] for key in parts if entry.get(key))
    title = f"{entry['title']}{end.year}年{end.month}月工作月报"
    paper = Paper(f"{UNIT}/monthly", stored, title, fields, body)
    act(office, paper, "submit", f"{section}-head", stored, "11:20")
    act(office, paper, "number", "general-clerk", stored, "15:40")
    return paper


def _digest(office: Office, first: date, pool: list[str]) -> Paper:
    """Everybody's reports of a month: stored by the 2nd, compiled on the 3rd, sent by the 5th, holidays or not."""
    end = _end(first)
    rng = office.rng(f"union-digest|{first}")
    titles = {"coop-east": "城东信用社", "coop-baisha": "白沙信用社"}
    rows = []
    for section in SECTIONS:
        stored = end + timedelta(days=rng.choice((0, 1, 1, 2)))
        rows.append(
            {"section": section, "stored": stored, "path": f"工作报告/{end:%Y-%m}/{titles.get(section, section)}"}
        )
    day = end + timedelta(days=3)
    fields = {"date": day, "month_end": end, "reports": rows, "sent_superior": "省农村信用社联合社办公室"}
    fields["sent_leaders"] = [holder(office, post, day) for post in LEADERS]
    body = "\n\n".join(rng.sample(pool, 3))
    paper = Paper(f"{UNIT}/digests", day, f"{end.year}年{end.month}月工作月报汇编", fields, body)
    act(office, paper, "compile", "general-clerk", day, "10:30")
    act(office, paper, "approve", "deputy-office", day, "16:10", opinion="同意报送。")
    act(office, paper, "number", "general-clerk", day, "16:30")
    act(office, paper, "send", "mail-clerk", day + timedelta(days=1), "09:20")
    return paper


def _printing(office: Office, entry: dict[str, Any], number: int) -> Paper:
    day = entry["day"]
    jobs = []
    for title, urgency, formal, arrived, started in entry["jobs"]:
        row = {"title": title, "urgency": urgency, "formal": formal}
        jobs.append(row | {"arrived": at(day, arrived), "started": at(day, started)})
    fields = {"date": day, "jobs": jobs}
    paper = Paper(f"{UNIT}/printing", day, f"文印登记（{day:%Y年%-m月%-d日}）", fields, entry["note"])
    act(office, paper, "log", "print-clerk", day, "17:00")
    act(office, paper, "number", "print-clerk", day, "17:05")
    return paper
