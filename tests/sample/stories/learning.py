"""Study at the bureau: the plan of the year, a book for every half-year, rewards, and degrees earned beside work."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tests.sample.hands import Course
from tests.sample.office import Office
from tests.sample.pen import Paper
from tests.sample.stories.told import tell

_HALVES = (date(2025, 1, 1), date(2025, 7, 1))
_STAFF = 26
_PARTY = (("policy", "党纪条例逐条学"), ("political", "全会精神"), ("lecture", "党课"), ("central", "中心组扩大学习"))
_BUSINESS = (
    ("office", "office", "he-weimin", "公文格式常见错误"),
    ("finance", "finance", "he-weimin", "报销票据要求"),
    ("culture", "culture", "luo-xiaofeng", "文化站免费开放绩效"),
    ("personnel", "personnel", "he-weimin", "年度考核办法"),
    ("culture", "tourism", "tan-liping", "景区安全检查要点"),
)
_AWAY = ("住院治疗", "参加上级培训", "下乡值守", "公休假")
_PEOPLE = ("wen-jie", "shi-lei", "yi-shan", "rao-zhi", "pan-yi")


def learning(office: Office) -> None:
    """The papers told by name, then the books of sessions."""
    papers = tell(office, "learning")
    for starts in _HALVES:
        _book(office, starts, papers[f"plan-{starts.year}"])


def _book(office: Office, starts: date, plan: Paper) -> None:
    rng = office.rng(f"study-book|{starts}")
    sessions: list[dict[str, Any]] = []
    absences: list[dict[str, Any]] = []
    for n in range(6):
        month = starts.month + n
        subject, theme = _PARTY[month % len(_PARTY)]
        chair = "he-weimin" if n % 3 == 2 else "shen-yulan"
        early = {"genre": "party_government", "subject": subject, "chair": chair, "organiser": "personnel"}
        subject, section, leader, text = _BUSINESS[month % len(_BUSINESS)]
        late = {"genre": "business", "subject": subject, "chair": leader, "organiser": section}
        for first, row, outline in ((3, early, theme), (22, late, text)):
            day = office.workday(date(starts.year, month, first))
            missing = rng.sample(_PEOPLE, rng.choice((0, 0, 1, 2)))
            absences += [{"day": day, "person": one, "reason": rng.choice(_AWAY)} for one in missing]
            present = _STAFF - len(missing)
            counted = {"expected": _STAFF, "present": present, "notes": present}
            sessions.append({"day": day, **row, "outline": f"{outline}提纲", **counted})
    day = office.workday(date(starts.year + starts.month // 7, (starts.month + 6) % 12 or 12, 1) - timedelta(days=1))
    half = "上" if starts.month == 1 else "下"
    paper = Paper("bureau/study-book", day, f"{starts.year}年{half}半年机关学习台账")
    paper.fields = {"date": day, "starts": starts, "plan": plan, "sessions": sessions, "absences": absences}
    paper.body = f"本半年学习{len(sessions)}次，缺席{len(absences)}人次，均有缘由并已补学；学习记录逐次查验。"
    course = Course(office, paper, rng).post("compile", "personnel-chief")
    course.post("attendance", "attendance-clerk", "考勤相符。").post("number", "attendance-clerk")
    office.add(paper)
