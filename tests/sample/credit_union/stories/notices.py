"""Notices of the board's meetings, served on every director ten days ahead."""

from __future__ import annotations

from datetime import timedelta

from tests.sample.credit_union.people import UNIT, act, holders
from tests.sample.credit_union.sitting import Sitting
from tests.sample.office import Office
from tests.sample.pen import Paper


def notice(office: Office, sitting: Sitting) -> Paper:
    """The written notice of a board meeting."""
    served = sitting.day - timedelta(days=11)
    while not office.working(served):
        served -= timedelta(days=1)
    day = office.workday(served, -1)
    directors = holders(office, "board-member", day)
    topics = [one.topic for one in sitting.points] or ["审议机关办公管理各项办法"]
    fields = {
        "date": day,
        "body": "board",
        "meeting_day": sitting.day,
        "place": sitting.place,
        "duration": "半天",
        "topics": topics,
        "form": "written",
        "delivered": [{"person": who, "day": served} for who in directors],
    }
    when = f"{sitting.day.year}年{sitting.day.month}月{sitting.day.day}日{sitting.start:%H:%M}"
    listed = "\n".join(f"{n}. {topic}" for n, topic in enumerate(topics, 1))
    body = f"各位理事：\n\n定于{when}在{sitting.place}召开理事会，会期半天，议题如下：\n\n{listed}\n\n因故不能出席的，请提前书面告知办公室。"
    paper = Paper(f"{UNIT}/notices", day, f"关于召开理事会会议的通知（{sitting.day:%Y年%-m月%-d日}）", fields, body)
    act(office, paper, "approve", "chairman", day, "09:30", opinion="同意按此通知。")
    act(office, paper, "number", "general-clerk", day, "10:10")
    act(office, paper, "serve", "mail-clerk", served, "16:20", opinion="已逐人送达并签收。")
    return office.add(paper)
