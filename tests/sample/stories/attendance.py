"""Attendance by month and year, holiday duty and notices of poor conduct."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from tests.sample.hands import STAFF, Course, told, words
from tests.sample.office import STOPPED, Office, at
from tests.sample.pen import Paper
from tests.sample.roster import NAMES

REGISTER = "bureau/attendance"
_SUMMER = range(6, 10)
_DEDUCTED = {(2024, 4): ("wen-jie", 2, 186), (2025, 11): ("kang-ning", 1, 94)}
_BASIS = "机关工作人员病假期间工资待遇规定"
#: name, first day, last day
_HOLIDAYS = (
    *(),
    *(),
    *(
        ("春节", "2024-02-10", "2024-02-17"),
        ("清明节", "2024-04-04", "2024-04-06"),
        ("劳动节", "2024-05-01", "2024-05-05"),
    ),
    *(
        ("端午节", "2024-06-08", "2024-06-10"),
        ("中秋节", "2024-09-15", "2024-09-17"),
        ("国庆节", "2024-10-01", "2024-10-07"),
    ),
    *(
        ("元旦", "2025-01-01", "2025-01-01"),
        ("春节", "2025-01-28", "2025-02-04"),
        ("清明节", "2025-04-04", "2025-04-06"),
    ),
    *(
        ("劳动节", "2025-05-01", "2025-05-05"),
        ("端午节", "2025-05-31", "2025-06-02"),
        ("国庆节、中秋节", "2025-10-01", "2025-10-08"),
    ),
    *(
        ("元旦", "2026-01-01", "2026-01-03"),
        ("春节", "2026-02-15", "2026-02-23"),
        ("清明节", "2026-04-04", "2026-04-06"),
    ),
    *(("劳动节", "2026-05-01", "2026-05-05"), ("端午节", "2026-06-19", "2026-06-21")),
)


def attendance(office: Office) -> None:
    """Every month until May 2026, and every year that is over."""
    pools = words("leave")
    for year in range(2024, 2027):
        months = [_month(office, pools, year, month) for month in range(1, 13) if (year, month) < (2026, 6)]
        if year < 2026:
            _year(office, year, months)


def of_month(office: Office, day: date) -> Paper:
    """The attendance of the month of `day`; StopIteration when there is none."""
    return next(
        one
        for one in office.desk.papers
        if one.register == REGISTER
        and one.fields["span"] == "month"
        and one.fields["covers_from"] == day.replace(day=1)
    )


def _month(office: Office, pools: Any, year: int, month: int) -> Paper:
    rng = office.rng(f"attendance|{year}|{month}")
    first = date(year, month, 1)
    end = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    forms = [(one, *_away(one)) for one in office.desk.papers if one.register == "bureau/leave" or _trip(one)]
    absences: list[dict[str, Any]] = [
        {"person": who, "from": since, "to": until, "mark": mark, "form": form}
        for form, who, since, until, mark in forms
        if (since.year, since.month) == (year, month)
    ]
    listed: list[Paper] = [one["form"] for one in absences]
    fields: dict[str, Any] = {"span": "month", "covers_from": first, "covers_to": end, "source": "clock"}
    fields |= {"clock_records": rng.randint(980, 1320), "comment": told(rng.choice(pools["comments"]), rng)}
    fields |= {"punches": _punches(office, rng, first), "absences": absences}
    if noted := _DEDUCTED.get((year, month)):
        fields["pay_notes"] = [{"person": noted[0], "over_days": noted[1], "basis": _BASIS, "amount": noted[2]}]
    text = f"{fields['comment']}\n\n本月请假、县外出差{len(absences)}笔，审批表均已核对并附后，原件由考勤管理员保存。"
    paper = Paper(REGISTER, end, f"{year}年{month}月考勤统计", fields, text, refers=listed)
    course = Course(office, paper, rng).until(at(office.workday(end + timedelta(days=1), rng.randint(0, 2)), "09:10"))
    course.post("compile", "attendance-clerk").post("review", "office-director", "与台账相符，公布。")
    if noted:
        course.post("pay_check", "personnel-chief", "按规定核计，从下月工资中扣发。")
    course.post("number", "attendance-clerk")
    return office.add(paper)


def _trip(paper: Paper) -> bool:
    return paper.register == "bureau/outing" and paper.fields["area"] == "outside"


def _away(paper: Paper) -> tuple[str, date, date, str]:
    """Who a form says was away, from when until when, and why."""
    fields = paper.fields
    if paper.register == "bureau/leave":
        return fields["applicant"], fields["start"], fields["end"], "leave"
    return fields["person"], fields["departs"].date(), fields["returns"].date(), "travel"


def _punches(office: Office, rng: Random, first: date) -> list[dict[str, Any]]:
    staff = [person for persons in STAFF.values() for person in persons]
    rows = []
    for n in range(rng.randint(3, 5)):
        day = office.workday(first + timedelta(days=4 * n + rng.randint(1, 4)))
        session = ("summer_afternoon" if first.month in _SUMMER else "afternoon") if n % 2 else "morning"
        hour = {"morning": 7, "afternoon": 13, "summer_afternoon": 14}[session]
        late = rng.random() < 0.25
        if session == "afternoon":
            clock = f"14:{rng.randint(31, 44)}" if late else f"14:{rng.randint(2, 29):02d}"
        else:
            clock = f"{hour + 1:02d}:{rng.randint(2, 14):02d}" if late else f"{hour:02d}:{rng.randint(32, 58)}"
        rows.append(
            {
                "person": rng.choice(staff),
                "day": day,
                "session": session,
                "at": clock,
                "mark": "late" if late else "normal",
            }
        )
    return rows


def _year(office: Office, year: int, months: list[Paper]) -> None:
    rng = office.rng(f"attendance|{year}")
    end = date(year, 12, 31)
    leaves = sum(len(one.fields["absences"]) for one in months)
    comment = f"全年出勤总体正常，请假和县外出差{leaves}笔，与各月台账一致。"
    fields = {"span": "year", "covers_from": date(year, 1, 1), "covers_to": end, "source": "months", "comment": comment}
    text = f"{comment}\n\n各月统计汇集成册，作为发放绩效工资的主要依据，由政工人事股执行。"
    paper = Paper(REGISTER, end, f"{year}年度考勤汇总", fields, text, refers=months)
    course = Course(office, paper, rng).until(at(office.workday(date(year + 1, 1, 10)), "09:20"))
    course.post("compile", "attendance-clerk").post("review", "office-director", "已与各月统计核对。")
    course.post("number", "attendance-clerk").later(2).post("apply_to_pay", "personnel-chief", "已与年度绩效挂钩。")
    office.add(paper)


def duty(office: Office) -> None:
    """A roster for every public holiday; the Dragon Boat Festival of 2026 begins tomorrow."""
    pools = words("leave")
    rng = office.rng("duty")
    staff = [person for section, persons in STAFF.items() for person in persons if section != "office"]
    turn = 0
    for name, since, until in _HOLIDAYS:
        start, end = date.fromisoformat(since), date.fromisoformat(until)
        shifts: list[dict[str, Any]] = []
        for n in range((end - start).days + 1):
            for slot in ("daytime", "night"):
                shifts.append({"day": start + timedelta(days=n), "slot": slot, "person": staff[turn % len(staff)]})
                turn += 1
        day = office.workday(office.workday(start), -2)
        reporter = shifts[-2]["person"]
        fields = {"date": day, "holiday": name, "start": start, "end": end, "shifts": shifts, "reporter": reporter}
        text = f"{name}假期{start.month}月{start.day}日至{end.month}月{end.day}日实行24小时值班。值班电话不得转移，重大事项立即报告带班领导和局长。"
        title = f"{end.year}年{name}值班表"
        paper = Paper("bureau/duty", day, title, fields, text)
        course = Course(office, paper, rng, "number" if end > STOPPED.date() else "").post("arrange", "office-director")
        course.post("number", "attendance-clerk").until(at(office.workday(end + timedelta(days=1)), "08:15"))
        course.person("report", reporter, data={"situation": told(rng.choice(pools["situations"]), rng)})
        course.post("read", "director", "已阅。")
        office.add(paper)


def discipline(office: Office) -> None:
    """One notice a year, with the person's own account and what followed."""
    pool = words("leave")["conduct"]
    people = ("wen-jie", "shi-lei", "kang-ning", "hua-rui")
    for n, day in enumerate((date(2024, 5, 21), date(2025, 8, 19), date(2026, 3, 17))):
        rng = office.rng(f"discipline|{n}")
        fields = {
            "date": day,
            "issuer": "县纪委监委机关作风督查组",
            "person": people[n],
            "conduct": pool[n],
            "measure": "talk",
        }
        text = f"{fields['issuer']}通报：{NAMES[people[n]]}{pool[n]}。请本人在五个工作日内作出书面检查。"
        paper = Paper("bureau/discipline-notice", day, f"关于{NAMES[people[n]]}作风问题的督查通报", fields, text)
        course = (
            Course(office, paper, rng)
            .post("serve", "discipline-leader", "已送达本人。")
            .post("number", "secretary-clerk")
        )
        course.later(2).person("self_check", people[n], "认识到错误，今后严格遵守。")
        course.later(2).post("conclude", "discipline-leader", "已提醒谈话，暂不作其他处理。")
        office.add(paper)
