"""The regular meetings of every month: party group, director's office meeting and bureau meeting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from random import Random
from typing import Any

from tests.sample.hands import STAFF, leader, told, words
from tests.sample.office import STOPPED, Item, Office, away, here
from tests.sample.pen import Paper
from tests.sample.sitting import Point, Sitting, point, written
from tests.sample.stories.actions import follow
from tests.sample.stories.attendance import of_month
from tests.sample.stories.gatherings import adoption, staff_meetings, topic_meetings

REGISTERS = {"party-group": "party-minutes", "director-meeting": "director-minutes", "bureau-meeting": "bureau-minutes"}
_NAMES = {"party-group": "局党组会议", "director-meeting": "局长办公会议", "bureau-meeting": "局务会议"}
_LEADERS = ("executive-deputy", "deputy-culture", "deputy-tourism", "discipline-leader")
_VOTING = (
    *("director", *_LEADERS, "chief-engineer", "office-director", "personnel-chief", "finance-chief", "culture-chief"),
    *("market-chief", "tourism-chief", "heritage-chief", "library-head", "culture-hall-head", "museum-head"),
)
#: Months in which the deputy presides because the head of the office is elsewhere.
_ENTRUSTED = {
    "party-group": {(2024, 10), (2025, 2)},
    "director-meeting": {(2024, 7), (2025, 5)},
    "bureau-meeting": {(2024, 4), (2025, 5), (2026, 3)},
}
_REASONS = ("参加县政府会议", "下乡处理景区事务", "赴市里开会", "陪同上级检查", "在外培训")
_HEARD = list(STAFF)
_COLLECTED, _PRINTED, _VOTED = (1, 6, 10), (3, 7, 12), {(2024, 3): (4, 5), (2025, 9): (3, 5)}
_UNEXCUSED = ((2024, 10), "tong-yue")
_AMENDED = {
    (2024, 12): (
        "修订后的《青岚县文化和旅游局公章管理制度》",
        "office",
        "办公室汇报修订说明，征求到意见五条，均已吸收。",
        "同意修订，自2025年1月1日起施行。",
    ),
    (2025, 6): (
        *("修订后的《青岚县文化和旅游局财务财物管理制度》", "finance"),
        "财务股汇报修订说明：近两年二千元至三千元的购置增长较快，拟将零星购置的上限由3000元降为2000元。",
        "同意修订，自2025年7月1日起施行；施行以前提出的购置申请仍按原制度办理。",
    ),
    (2025, 11): (
        *("《局机关财务公开实施细则》", "finance"),
        "财务股说明细则的依据：公开内容、时限和质询答复均在会计法和行政事业单位会计制度的范围内细化。",
        "同意，作为财务财物管理制度的配套细则执行，年底前按细则公开一次。",
    ),
}
_LAWS = ["会计法", "行政事业单位会计制度"]


def minutes(office: Office) -> None:
    """Every month's meetings up to the stopped clock, what they leave to be followed up, and the other meetings."""
    adoption(office)
    for body in REGISTERS:
        pool = words("meetings")[body]
        for year, month in ((y, m) for y in range(2024, 2027) for m in range(1, 13)):
            day = office.meeting(body, date(year, month, 1))
            if office.workday(day, 1) <= STOPPED.date():
                paper = _regular(office, body, day, pool)
                follow(office, paper)
    staff_meetings(office)
    topic_meetings(office)


def _regular(office: Office, body: str, day: date, pool: Sequence[Mapping[str, Any]]) -> Paper:
    rng = office.rng(f"minutes|{body}|{day}")
    tabled = [_tabled(body, item, day, rng) for item in office.agenda[body, day]]
    fitting = [one for one in pool if day.month in one["in"]]
    count = 2 if body == "party-group" or not tabled else 1
    chosen = sorted(rng.sample(fitting, min(count, len(fitting))), key=fitting.index)
    points = [*_amendment(body, day), *(point(one, body, day, rng) for one in chosen), *tabled]
    if body == "director-meeting":
        for one in points:
            one.agenda.setdefault("leader", here("executive-deputy", day))
    entrusted = (day.year, day.month) in _ENTRUSTED[body]
    head = here("party-secretary" if body == "party-group" else "director", day)
    sitting = Sitting(
        body=body,
        register=f"bureau/{REGISTERS[body]}",
        day=day,
        title=f"{_NAMES[body]}纪要（{day.year}年第{day.month}次）",
        place=words("meetings")["places"][body],
        chair="he-weimin" if entrusted else head,
        recorder="mo-xin",
        present=[],
        points=points,
        begins={"party-group": "15:00", "director-meeting": "08:40", "bureau-meeting": "09:00"}[body],
        minutes=rng.choice((80, 95, 110, 125)),
        entrusted_by=head if entrusted else "",
    )
    if entrusted:
        sitting.absent[head] = "在省委党校学习" if away(head, day) else rng.choice(("参加全省会议", "参加县委常委会议"))
    {"party-group": _party, "director-meeting": _director, "bureau-meeting": _bureau}[body](office, sitting, rng)
    if _followed(body, day):
        next(one for one in points if one.outcome == "approved").follow_up = True
    paper = written(office, sitting, rng)
    if body == "bureau-meeting" and (day.year, day.month) == _UNEXCUSED[0]:
        _counted(office, paper, day)
    return paper


def _followed(body: str, day: date) -> bool:
    """Whether something of this meeting is to be followed up: every other month, and of late everything."""
    late = (day.year, day.month) in ((2026, 5), (2026, 6))
    return (late and body != "party-group") or (day.month % 2 == 1 and body == "bureau-meeting")


def _tabled(body: str, item: Item, day: date, rng: Random) -> Point:
    """A point that another story put before the meeting."""
    agenda: dict[str, Any] = {"topic": item.matter, "matter": "document" if body == "director-meeting" else "spending"}
    if body == "party-group":
        agenda["matter"] = "major"
    if item.section:
        agenda["proposer"] = item.section
        if body == "party-group":
            agenda["route"] = "leader"
    if item.leader:
        agenda["leader"] = item.leader
    if item.section and body != "bureau-meeting":
        agenda["leader"] = leader(item.section, day)
    agenda |= item.extra.get("agenda", {})
    pool = words("meetings")["tabled"]
    kind = "spending" if body == "bureau-meeting" else "document"
    said = item.extra.get("said") or told(rng.choice(pool[kind]), rng)
    so = "deferred_so" if item.outcome == "deferred" else f"{kind}_so"
    decided = item.extra.get("decided") or rng.choice(pool[so])
    return Point(agenda, said, decided, item.outcome, item.paper)


def _amendment(body: str, day: date) -> list[Point]:
    """The regulations that this meeting amends."""
    if body != "bureau-meeting" or (day.year, day.month) not in _AMENDED:
        return []
    topic, section, said, decided = _AMENDED[day.year, day.month]
    agenda: dict[str, Any] = {
        "topic": f"审议{topic}",
        "matter": "institution",
        "proposer": section,
        "leader": "he-weimin",
    }
    if section == "finance":
        agenda["based_on"] = _LAWS
    return [Point(agenda, said, decided)]


def _party(office: Office, sitting: Sitting, rng: Random) -> None:
    day, points = sitting.day, sitting.points
    members = [here("party-secretary", day), *(here(post, day) for post in _LEADERS)]
    personnel = any(one.agenda["matter"] == "personnel" for one in points)
    if not personnel and not sitting.entrusted_by and rng.random() < 0.3:
        sitting.absent[rng.choice(members[2:])] = rng.choice(_REASONS)
    sitting.present = [one for one in members if one not in sitting.absent]
    sitting.attending = [one for one in ("fu-guangming", "qin-shuhua") if not away(one, day)]
    sitting.recorder = rng.choice([one for one in sitting.present if one != sitting.chair])
    if day.month in _COLLECTED and not sitting.entrusted_by:
        points[0].agenda["route"] = "collected"
    if day.month in _PRINTED:
        sitting.fields["printed"] = True
    if votes := _VOTED.get((day.year, day.month)):
        _absent_none(sitting, members)
        points[-1].votes = votes


def _absent_none(sitting: Sitting, members: list[str]) -> None:
    sitting.absent.clear()
    sitting.present = members


def _director(office: Office, sitting: Sitting, rng: Random) -> None:
    day = sitting.day
    members = [here("director", day), *(here(post, day) for post in _LEADERS)]
    needed = {one.agenda["leader"] for one in sitting.points} | {sitting.chair}
    free = [one for one in members[2:] if one not in needed]
    if free and not sitting.absent and rng.random() < 0.3:
        sitting.absent[rng.choice(free)] = rng.choice(_REASONS)
    sitting.present = [one for one in members if one not in sitting.absent]
    sections = {one.agenda["proposer"] for one in sitting.points if "proposer" in one.agenda}
    sitting.attending = sorted(
        {"qin-shuhua", *(STAFF[section][0] for section in sections)} - {"mo-xin"} - set(sitting.present)
    )


def _bureau(office: Office, sitting: Sitting, rng: Random) -> None:
    day = sitting.day
    members = list(dict.fromkeys(here(post, day) for post in _VOTING))
    sitting.absent |= {who: "请假" for who in _on_leave(office, day) if who in members}
    if away("qin-shuhua", day):
        sitting.absent["qin-shuhua"] = "参加培训"
    for who in rng.sample(members[6:], rng.randint(0, 1)):
        sitting.absent.setdefault(who, rng.choice(_REASONS))
    if (day.year, day.month) == _UNEXCUSED[0]:
        sitting.absent = {_UNEXCUSED[1]: ""}
    seconds = {people[0]: people[1] for people in STAFF.values() if len(people) > 1}
    sitting.substitutes = {
        who: seconds[who] for who, why in sitting.absent.items() if who in seconds and why not in ("", "请假")
    }
    sitting.attending = sorted(sitting.substitutes.values())
    sitting.present = [one for one in members if one not in sitting.absent]
    sitting.recorder = rng.choice(("mo-xin", "ye-xiaowen"))
    if day.month in (3, 6, 9, 12):
        sitting.heard = _HEARD
    if day.month == 8:
        sitting.fields["early_leavers"] = [{"person": sitting.present[-1], "agreed": True}]


def _on_leave(office: Office, day: date) -> list[str]:
    leaves = (one for one in office.desk.papers if one.register == "bureau/leave" and not one.draft)
    return [one.fields["applicant"] for one in leaves if one.fields["start"] <= day <= one.fields["end"]]


def _counted(office: Office, paper: Paper, day: date) -> None:
    """The unexcused absence enters that month's attendance."""
    month = of_month(office, day)
    month.fields["absences"] = [
        *month.fields["absences"],
        {"person": _UNEXCUSED[1], "from": day, "to": day, "mark": "absenteeism"},
    ]
    month.refers.append(paper)
