"""Meetings outside the monthly round: the one that adopted the regulations, staff meetings, meetings on one topic."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.sample.hands import LEADERS, STAFF, words
from tests.sample.office import STOPPED, Office, here
from tests.sample.roster import NAMES
from tests.sample.sitting import Point, Sitting, point, written

_ADOPTED = date(2023, 12, 28)
_REGULATIONS = (
    ("发文管理制度", "office"),
    ("收文办理和公文保管制度", "office"),
    ("公章管理制度", "office"),
    ("财务财物管理制度", "finance"),
    ("机关会议制度", "office"),
    ("考勤和请假制度", "office"),
    ("制度与文件柜管理办法", "office"),
)
_STAFF_DAYS = (
    date(2024, 1, 16),
    date(2024, 7, 9),
    date(2025, 1, 14),
    date(2025, 7, 8),
)
_TOPIC_DAYS = ((4, 11), (11, 27))


def adoption(office: Office) -> None:
    """The bureau meeting of December 2023 that adopted the regulations in force from 2024-01-01."""
    rng = office.rng("adoption")
    points = []
    for title, section in _REGULATIONS:
        agenda: dict[str, Any] = {
            "topic": f"审议《青岚县文化和旅游局{title}》",
            "matter": "institution",
            "proposer": section,
            "leader": "he-weimin",
        }
        if section == "finance":
            agenda["based_on"] = ["会计法", "行政事业单位会计制度"]
        said = f"{'财务股' if section == 'finance' else '办公室'}说明《{title}》的制定依据和征求意见情况，与会人员逐条讨论。"
        points.append(Point(agenda, said, "同意，自2024年1月1日起施行。"))
    unit = ("director", *_posts())
    present = list(dict.fromkeys(here(post, _ADOPTED) for post in unit))
    place = words("meetings")["places"]["bureau-meeting"]
    chair = here("director", _ADOPTED)
    title = "局务会议纪要（2023年第12次）"
    sitting = Sitting(
        "bureau-meeting", "bureau/bureau-minutes", _ADOPTED, title, place, chair, "mo-xin", present, points
    )
    sitting.minutes = 165
    written(office, sitting, rng).number = 12


def _posts() -> tuple[str, ...]:
    return (
        *(
            "executive-deputy",
            "deputy-culture",
            "deputy-tourism",
            "discipline-leader",
            "chief-engineer",
            "office-director",
        ),
        *("personnel-chief", "finance-chief", "culture-chief", "market-chief", "tourism-chief", "heritage-chief"),
        *("library-head", "culture-hall-head", "museum-head"),
    )


def staff_meetings(office: Office) -> None:
    """Twice a year; the first half of 2026 still has its meeting before it."""
    pool = words("meetings")["staff-meeting"]
    for day in _STAFF_DAYS:
        _staff(office, day, pool, f"{'上' if day.month < 7 else '下'}半年")


def _staff(office: Office, day: date, pool: Any, half: str) -> None:
    rng = office.rng(f"staff-meeting|{day}")
    chair = here("director", day)
    gone = {"zhou-jianguo" if chair == "shen-yulan" else "shen-yulan"}
    missing = rng.sample([one for one in NAMES if one not in gone | {chair, "mo-xin"}], rng.randint(1, 3))
    present = [one for one in NAMES if one not in gone and one not in missing]
    points = [point(one, "staff-meeting", day, rng) for one in sorted(rng.sample(pool, 3), key=pool.index)]
    place = words("meetings")["places"]["staff-meeting"]
    title = f"{day.year}年{half}干部职工会纪要"
    sitting = Sitting(
        "staff-meeting",
        "bureau/staff-minutes",
        day,
        title,
        place,
        chair,
        "mo-xin",
        present,
        points,
        begins="15:00",
        minutes=90,
    )
    sitting.absent = {one: rng.choice(("请假", "值守景区", "在外培训")) for one in missing}
    written(office, sitting, rng)


def topic_meetings(office: Office) -> None:
    """Meetings on one piece of work, led by the deputy in charge with the sections it concerns."""
    pool = words("meetings")["topic-meeting"]
    chosen = 0
    for year in range(2024, 2027):
        for month, when in _TOPIC_DAYS:
            day = office.workday(date(year, month, when))
            if office.workday(day, 1) <= STOPPED.date():
                _topic(office, day, pool[chosen % len(pool)])
                chosen += 1


def _topic(office: Office, day: date, entry: Any) -> None:
    rng = office.rng(f"topic-meeting|{day}")
    section = entry["by"]
    chair = here(LEADERS[section], day)
    related = [section, rng.choice([one for one in STAFF if one != section])]
    people = [one for name in related for one in STAFF[name]]
    place = words("meetings")["places"]["topic-meeting"]
    one = point(entry, "topic-meeting", day, rng)
    title = f"{one.agenda['topic']}专项工作会议纪要"
    present = [chair, *people]
    recorder = STAFF[section][-1] if STAFF[section][-1] != chair else people[0]
    sitting = Sitting(
        "topic-meeting",
        "bureau/topic-minutes",
        day,
        title,
        place,
        chair,
        recorder,
        present,
        [one],
        begins="15:00",
        minutes=75,
    )
    sitting.fields = {"organiser": section, "related_sections": related, "leaders": [chair]}
    written(office, sitting, rng)
