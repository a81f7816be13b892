"""Leave, outings, overtime and the yearly holiday plan: who was away, and who agreed."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from math import ceil
from random import Random
from typing import Any

from tests.sample.hands import STAFF, Course, told, words
from tests.sample.office import STOPPED, Office, at
from tests.sample.pen import Paper
from tests.sample.roster import NAMES

_LENGTHS = ("0.5", "1", "1.5", "2", "2.5", "3", "5", "10")
_BODIES = ("party-group", "director-meeting", "bureau-meeting")
LEADERSHIP = {"luo-xiaofeng": "culture", "tan-liping": "tourism", "fu-guangming": "heritage", "xiang-zhiyuan": "office"}
SECTIONS = {person: section for section, persons in STAFF.items() for person in persons}
_APPLICANTS = (
    *(
        "jiang-he",
        "shi-lei",
        "wen-jie",
        "kang-ning",
        "chu-min",
        "rao-zhi",
        "yi-shan",
        "geng-wenbo",
        "tong-yue",
        "bai-xue",
    ),
    *("su-he", "lei-tao", "hua-rui", "ouyang-jie", "pan-yi"),
)
_AGREED = ("同意。", "同意，工作请交接好。", "同意，注意休息。", "同意，按时返岗。")
_PROXIES = ("手头工作已移交同股室人员", "经手的材料已列清单交股长", "请假期间急件由同事代办")
#: The last day on which leave begins that is over, and listed, before the clock stops.
_LATEST = date(2026, 5, 20)


def leaves(office: Office) -> None:
    """Ten a year of every length, a leader's among them, and three that are not over."""
    pools = words("leave")
    for year in range(2024, 2027):
        rng = office.rng(f"leave|{year}")
        days = office.days("leave", len(_LENGTHS), year)
        for n, (day, length) in enumerate(zip(days, rng.sample(_LENGTHS * office.scale, len(days)), strict=True)):
            leadership = n % 5 == 2
            person = rng.choice(sorted(LEADERSHIP)) if leadership else rng.choice(_APPLICANTS)
            leave(office, rng, pools, person, min(day, _LATEST), Decimal(1) if leadership else Decimal(length))
    rng = office.rng("leave|pending")
    waits = (
        ("jiang-he", date(2026, 6, 16), "3", "executive"),
        ("kang-ning", date(2026, 6, 11), "5", "number"),
        ("shi-lei", date(2026, 6, 15), "1", "number"),
    )
    for n, (person, day, length, last) in enumerate(waits):
        paper = leave(office, rng, pools, person, day, Decimal(length), last)
        paper.draft = "" if n else "jiang-he-june"


def leave(office: Office, rng: Random, pools: Any, person: str, day: date, length: Decimal, last: str = "") -> Paper:
    """One leave from the application to the return, or up to the act `last`."""
    section = LEADERSHIP.get(person) or SECTIONS[person]
    while not last and not _fits(office, day, length, leader=person in LEADERSHIP):
        day = office.workday(day, -3)
    start, end = _span(office, day, length)
    kind = "annual" if length >= 5 else rng.choice(("sick", "personal", "personal"))
    fields: dict[str, Any] = {"date": day, "applicant": person, "section": section, "leave_kind": kind}
    fields["form"] = "annual_form" if kind == "annual" else "sick_personal_form"
    fields |= {"start": start, "end": end, "length": length, "why": rng.choice(pools[kind])}
    if kind == "annual":
        fields |= {
            "service_years": rng.randint(6, 28),
            "personal_total": rng.randint(0, 4),
            "pay_deducted": False,
            "sick_months": 0,
        }
    title = f"{NAMES[person]}{ {'sick': '病假', 'personal': '事假', 'annual': '公休假'}[kind] }{length}天"
    until = f"至{end.month}月{end.day}日" if end > start else ""
    proxy = "分管工作已向局长说明并安排股室跟进" if person in LEADERSHIP else rng.choice(_PROXIES)
    text = f"因{fields['why']}，拟于{start.month}月{start.day}日{until}请假{length}天。\n\n{proxy}，手机保持畅通。"
    paper = Paper("bureau/leave", day, title, fields, text)
    course = Course(office, paper, rng, last).person("apply", person)
    _agreed(course, rng, person, section, length)
    course.post("register", "attendance-clerk").post("number", "attendance-clerk")
    course.until(at(office.workday(end + timedelta(days=1)), "08:20")).person("back", person, "已返岗。")
    if person in LEADERSHIP:
        course.post("back_seen", "director", "知悉。")
    else:
        course.leader("back_seen", section, "知悉。")
    course.post("back_filed", "attendance-clerk")
    return office.add(paper)


def _agreed(course: Course, rng: Random, person: str, section: str, length: Decimal) -> None:
    """The consents that the length of the leave, or the applicant's post, asks for."""
    if person in LEADERSHIP:
        course.post("director", "director", rng.choice(_AGREED))
        return
    course.leader("leader", section, rng.choice(_AGREED))
    if length > 1:
        course.post("executive", "executive-deputy", rng.choice(_AGREED))
    if length > 2:
        course.post("director", "director", rng.choice(_AGREED))


def _span(office: Office, day: date, length: Decimal) -> tuple[date, date]:
    start = office.workday(day, 2)
    return start, office.workday(start, ceil(length) - 1)


def _fits(office: Office, day: date, length: Decimal, *, leader: bool) -> bool:
    """Whether such a leave lies within one month and, for a leader, on no meeting's day."""
    start, end = _span(office, day, length)
    met = {office.meeting(body, date(start.year, start.month, 1)) for body in _BODIES} if leader else set()
    return (
        start.month == end.month
        and office.workday(end + timedelta(days=1)) <= STOPPED.date()
        and not any(start <= one <= end for one in met)
    )


def outings(office: Office) -> None:
    """Trips in the county and beyond it, a leader's trip each year among them."""
    pools = words("leave")
    for year in range(2024, 2027):
        rng = office.rng(f"outing|{year}")
        for n, day in enumerate(office.days("outing", 3, year)):
            person = rng.choice(sorted(LEADERSHIP)) if n == 2 else rng.choice(_APPLICANTS)
            _outing(office, rng, pools, person, min(day, _LATEST), outside=n % 3 == 2)


def _outing(office: Office, rng: Random, pools: Any, person: str, day: date, *, outside: bool) -> None:
    where = rng.choice(pools["outside" if outside else "county"])
    leader, section = person in LEADERSHIP, LEADERSHIP.get(person) or SECTIONS[person]
    while outside and office.workday(day, 4).month != day.month:
        day = office.workday(day, -3)
    fields: dict[str, Any] = {
        "date": day,
        "person": person,
        "section": section,
        "area": "outside" if outside else "county",
    }
    fields |= {"destination": where["to"], "purpose": where["for"], "departs": at(day, "14:30")}
    filed = rng.choice(("office", "finance"))
    if outside:
        leaves = office.workday(day, 2)
        fields |= {
            "departs": at(leaves, "07:40"),
            "returns": at(office.workday(leaves, rng.randint(0, 2)), "18:10"),
            "filed_with": filed,
        }
    paper = Paper(
        "bureau/outing",
        day,
        f"{NAMES[person]}赴{where['to']}",
        fields,
        f"赴{where['to']}，{where['for']}。乘车方式按规定办理，当事人手机保持畅通。",
    )
    course = Course(office, paper, rng).person("apply", person)
    if leader:
        course.post("director", "director", "知悉，同意。")
    elif outside:
        course.leader("leader", section, rng.choice(("同意。", "同意，按标准报销。")))
    course.post("register", "attendance-clerk")
    if outside and filed == "finance":
        course.post("finance_file", "accountant")
    course.post("number", "attendance-clerk")
    office.add(paper)


def overtime(office: Office) -> None:
    """Overtime of three days a year, with the rest that makes up for it."""
    pools = words("leave")
    for year in range(2024, 2027):
        rng = office.rng(f"overtime|{year}")
        for day in office.days("overtime", 2, year):
            worked = min(day, date(2026, 4, 22))
            person, reason = rng.choice(_APPLICANTS), rng.choice(pools["overtime"])
            rest = office.workday(worked + timedelta(days=rng.randint(8, 40)))
            fields = {
                "date": worked,
                "person": person,
                "section": SECTIONS[person],
                "length": rng.randint(3, 8),
                "reason": reason,
                "rest_plan": rest,
            }
            text = f"{worked.month}月{worked.day}日因{reason}加班，由股室负责人安排，计划于{rest.month}月{rest.day}日补休。"
            paper = Paper("bureau/overtime", worked, f"{NAMES[person]}加班登记", fields, text)
            course = Course(office, paper, rng).person("apply", person).post("register", "attendance-clerk")
            course.post("number", "attendance-clerk").until(at(office.workday(rest, 1), "08:20")).person(
                "rest", person, "已补休。"
            )
            office.add(paper)


def plans(office: Office) -> None:
    """The holiday plan of every January; one person's long illness in 2024 takes that year's holiday."""
    for year in range(2024, 2027):
        rng = office.rng(f"leave-plan|{year}")
        day = office.workday(date(year, 1, 9))
        rows = []
        for n, person in enumerate(_APPLICANTS[:12]):
            ill = year == 2024 and n == 3
            years = 12 if ill else 4 + (n * 7) % 27 + year - 2023
            entitled = 0 if ill else 5 if years < 10 else 10 if years < 20 else 15
            row = {
                "person": person,
                "service_years": years,
                "personal_total": rng.randint(0, 3),
                "pay_deducted": False,
                "sick_months": 3 if ill else 0,
                "entitled": entitled,
            }
            if entitled:
                start = office.workday(date(year, 2 + n % 10, 3 + rng.randint(0, 12)))
                row |= {"planned_start": start, "planned_end": office.workday(start, entitled - 1)}
            rows.append(row)
        text = told(
            "依据职工带薪年休假规定和人事档案核计，共 12 人。统筹错开 {7-8} 月旅游旺季，同一股室不同时休假；确需调整的，提前一周报政工人事股。",
            rng,
        )
        paper = Paper(
            "bureau/leave-plan", day, f"{year}年公休假摸底表", {"date": day, "plan_year": year, "rows": rows}, text
        )
        course = Course(office, paper, rng).post("compile", "personnel-chief").later(1)
        course.post("approve", "executive-deputy", "同意，旺季按计划错峰。").post("number", "personnel-chief")
        office.add(paper)
