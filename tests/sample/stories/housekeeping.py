"""Printing, repairs and the monthly sheets of what is checked when the office closes."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from tests.sample.hands import Course, did, moment
from tests.sample.office import STOPPED, Office, at
from tests.sample.pen import Paper
from tests.sample.stories.told import tell

_SHEETS_SINCE = date(2025, 7, 1)
_AREAS = {
    "offices": "pan-yi",
    "meeting_rooms": "mo-xin",
    "corridors": "kang-ning",
    "director_room": "mo-xin",
    "reception_room": "ye-xiaowen",
}
_LAST = ("kang-ning", "pan-yi", "lei-tao", "bai-xue", "wan-dehai", "tong-yue", "geng-wenbo", "su-he", "ye-xiaowen")


def printing(office: Office) -> None:
    """The print jobs and repairs told by name, and the printing of one issued document a year."""
    tell(office, "housekeeping")
    for year in (2025, 2026):
        issued = (
            one
            for one in office.desk.papers
            if one.register == "bureau/outgoing" and did(one, "print_check") and one.day >= date(year, 2, 1)
        )
        _printed(office, next(issued))


def _printed(office: Office, document: Paper) -> None:
    """A document's copies: sent in draft, laid out, and printed once the director had issued it."""
    drafted, day = moment(document, "draft").date(), max(document.day, moment(document, "issue").date())
    drafter, section = document.fields["drafter"], document.fields["section"]
    paper = Paper("bureau/print-job", drafted, f"《{document.title}》印制")
    paper.fields = {"date": day, "section": section, "handler": drafter, "content": document.title}
    paper.fields |= {"material": "document", "for_whom": "section", "printer": "mo-xin", "printer_section": "office"}
    paper.fields |= {"place": "inside", "secrecy": "none", "document": document}
    paper.fields |= {"copies": document.fields["copies"], "sides": 2}
    paper.body = lambda cite: f"按发文程序签发后由文秘人员排版印制，文号{cite(document)}，双面。"
    course = Course(office, paper, office.rng(f"print|{document.title}")).until(moment(document, "draft"))
    paper.day = day
    course.person("send", drafter).post("layout", "secretary-clerk")
    course.until(moment(document, "issue") + timedelta(minutes=20)).until(at(day, "08:30"))
    course.person("print", "mo-xin")
    course.post("number", "secretary-clerk")
    office.add(paper)


def closing_checks(office: Office) -> None:
    """A sheet a month; the running month's is still being filled in."""
    first = _SHEETS_SINCE
    while first <= STOPPED.date():
        after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
        _sheet(office, office.rng(f"closing-check|{first}"), first, after - timedelta(days=1))
        first = after


def _sheet(office: Office, rng: Random, first: date, last: date) -> None:
    running = last > STOPPED.date()
    until = STOPPED.date() - timedelta(days=1) if running else last
    span = [first + timedelta(days=n) for n in range((until - first).days + 1)]
    days = [day for day in span if office.working(day)]
    paper = Paper("bureau/closing-check", days[-1], f"{first.year}年{first.month}月下班安全和卫生检查表")
    if running:
        paper.draft = f"{first:%Y-%m}"
    keepers: list[dict[str, Any]] = [{"area": area, "keeper": keeper} for area, keeper in _AREAS.items()]
    paper.fields = {"date": days[-1], "month_from": first, "month_until": last, "areas": keepers}
    good = dict.fromkeys(("power_off", "no_standby", "windows_shut", "areas_ok", "cleaned"), True)
    paper.fields["checks"] = [{"day": day, **good, "last": rng.choice(_LAST)} for day in days]
    weeks = {day.isocalendar()[:2]: day for day in days}
    paper.fields["deep_cleans"] = [{"day": day} for day in weeks.values()]
    paper.fields["cleaner"] = "物业保洁员田桂香"
    if first.month in range(6, 10):
        seen = sorted(rng.sample(days, 2))
        paper.fields["readings"] = [{"day": day, "degrees": rng.randint(26, 27)} for day in seen]
    fault = first.month % 4 == 0
    paper.fields["energy_faults"] = ["tap_drip"] if fault else []
    paper.fields |= {"valuables_locked": True, "finance_secure": True, "no_outsiders": True}
    found = "二楼洗手间水龙头滴漏一处，已报修。" if fault else "未发现用电和安全问题。"
    paper.body = f"本月检查{len(days)}个工作日，大扫除{len(weeks)}次。{found}"
    course = Course(office, paper, rng).until(at(days[-1], "15:20"))
    for keeper in dict.fromkeys(_AREAS.values()):
        course.person("sign", keeper)
    if not running:
        course.post("check", "office-director", "已核查。").post("number", "secretary-clerk")
    office.add(paper)
