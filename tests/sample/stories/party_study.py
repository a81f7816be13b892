"""The central group's study: its sessions, the half-year's check of notebooks, the year's scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from tests.sample.office import Office, at
from tests.sample.pen import Paper
from tests.sample.stories.written import sign

_LEADERS = ("shen-yulan", "he-weimin", "luo-xiaofeng", "tan-liping", "xiang-zhiyuan", "fu-guangming")


def studied(office: Office, people: Sequence[str], pool: Mapping[str, Any]) -> None:
    """Every session of the pool, then what was looked into and scored at the year's end."""
    for number, session in enumerate(pool["sessions"]):
        _session(office, session, people, pool, number)
    _check(office, people, pool)
    _score(office, people, pool)


def _session(office: Office, entry: Mapping[str, Any], people: Sequence[str], pool: Any, number: int) -> None:
    day, chair = entry["day"], entry["chair"]
    asked = at(office.workday(day, -1), "15:40")
    attendance: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    for place, one in enumerate(people):
        if one in entry["excused"] or (entry.get("entrusted") and one == "shen-yulan"):
            attendance.append({"person": one, "status": "excused", "leave_by": chair, "leave_at": asked})
            continue
        attendance.append({"person": one, "status": "present"})
        said = pool["reflections"][(place * 5 + number * 3) % len(pool["reflections"])]
        note = {"person": one, "content": entry["topic"], "time": _said(day, entry["days"]), "reflections": said}
        if entry["form"] == "discussion":
            note["outline"] = pool["outlines"][(place + number) % len(pool["outlines"])]
        notes.append(note)
    fields: dict[str, Any] = {
        "date": day,
        "begins": at(day, "09:00"),
        **{key: entry[key] for key in ("span", "days", "form")},
        "place": "局机关三楼会议室",
        "chair": chair,
        "organiser": "office",
        "roster": list(people),
    }
    if entry.get("entrusted"):
        fields |= {"entrusted_by": "shen-yulan", "entrust_note": "书记电话委托，办公室记录在学习通知底稿"}
    fields |= {"attendance": attendance, "notes": notes}
    paper = Paper("bureau/central-study", day, f"中心组学习：{entry['topic']}", fields, entry["said"])
    sign(office, paper, "arrange", "party-secretary", at(office.workday(day, -5), "10:15"), "按此安排，请办公室通知。")
    sign(office, paper, "sign_in", "office-director", at(day, "09:05"))
    sign(office, paper, "number", "party-clerk", at(office.workday(day, 1), "09:20"))
    office.add(paper)


def _said(day: date, days: int) -> str:
    return f"{day.month}月{day.day}日" if days == 1 else f"{day.month}月{day.day}日至{day.day + days - 1}日"


def _check(office: Office, people: Sequence[str], pool: Any) -> None:
    """The half-year's look into sign-in books and notebooks."""
    day = date(2025, 12, 30)
    rows = [
        {
            "person": one,
            "attendance": 4 - sum(one in session["excused"] for session in pool["sessions"][:4]),
            "outlines": 1,
            "self_content": pool["articles"][place],
            "self_hours": 52 + place * 5 % 9,
            "reflections": pool["reflections"][place],
        }
        for place, one in enumerate(people)
    ]
    for row in rows:
        if row["person"] == "shen-yulan":
            row["attendance"] = 3
        if row["person"] in ("shen-yulan", "tong-yue", "yi-shan"):
            row["outlines"] = 0
    fields = {"date": day, "inspector": "qin-shuhua", "checks": rows}
    text = "查阅签到本和笔记本各十二本，集中学习笔记齐全。缺课的同志已经补学，两本笔记的自学时间漏填，当场补记。"
    paper = Paper("bureau/party-study-check", day, "中心组2025年下半年学习检查", fields, text)
    sign(office, paper, "inspect", "office-director", at(day, "15:20"))
    sign(office, paper, "number", "party-clerk", at(day, "16:00"))
    office.add(paper)


def _score(office: Office, people: Sequence[str], pool: Any) -> None:
    """The year's scores, what each member read, and what the leaders taught and wrote."""
    day = date(2026, 1, 9)
    articles = pool["articles"]
    rows = [
        {
            "person": one,
            "score": 88 + place * 5 % 11,
            "articles": [articles[(place * 3 + step) % len(articles)] for step in range(10 + place % 3)],
        }
        for place, one in enumerate(people)
    ]
    leaders = [
        {"person": one, "tutorials": [pool["lessons"][place]], "essays": [pool["essays"][place]]}
        for place, one in enumerate(_LEADERS)
    ]
    fields = {"date": day, "year": 2025, "scores": rows, "leaders": leaders}
    text = "结合年终总结评分，满分一百分，考勤、笔记、自学各占三成，辅导和文章占一成。得分在中心组内通报。"
    paper = Paper("bureau/party-study-score", day, "中心组2025年度学习考核", fields, text)
    sign(office, paper, "assess", "party-secretary", at(day, "15:10"), "同意评分结果。")
    sign(office, paper, "number", "party-clerk", at(day, "16:20"))
    office.add(paper)
