"""A meeting as it sat: who was there, what was on its agenda, what it decided; and its minutes as a paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from tests.sample.hands import leader, told
from tests.sample.office import STOPPED, Office, at
from tests.sample.pen import Paper
from tests.sample.roster import BUREAU, NAMES

_NUMERALS = ("", *"一二三四五六七八九十", *(f"十{one}" for one in "一二三四五"))
_SIGNED = ("签发。", "同意，请按议定事项抓好落实。", "同意印发。", "签发，办公室跟踪督办。")


@dataclass
class Point:
    """One point of a meeting: its agenda item, what was said, what was decided on which paper."""

    agenda: dict[str, Any]
    said: str
    decided: str
    outcome: str = "approved"
    paper: Paper | None = None
    votes: tuple[int, int] | None = None
    follow_up: bool = False


@dataclass
class Sitting:
    """One meeting; `absent` maps a person to why, in the words of the minutes."""

    body: str
    register: str
    day: date
    title: str
    place: str
    chair: str
    recorder: str
    present: list[str]
    points: list[Point]
    begins: str = "09:00"
    minutes: int = 120
    entrusted_by: str = ""
    attending: list[str] = field(default_factory=list)
    absent: dict[str, str] = field(default_factory=dict)
    substitutes: dict[str, str] = field(default_factory=dict)
    fields: dict[str, Any] = field(default_factory=dict)
    heard: Sequence[str] = ()

    @property
    def start(self) -> datetime:
        """The moment it began."""
        return at(self.day, self.begins)

    @property
    def end(self) -> datetime:
        """The moment it ended."""
        return self.start + timedelta(minutes=self.minutes)


post_of = BUREAU.post_of


def point(entry: Mapping[str, Any], body: str, day: date, rng: Random) -> Point:
    """A point of the pool, told for this day, with the route by which it came before the meeting."""
    values = {"year": day.year, "next": day.year + 1}
    agenda: dict[str, Any] = {"topic": told(entry["topic"], rng, **values), "matter": entry["matter"]}
    section = entry.get("by", "")
    if section:
        agenda["proposer"] = section
    if section and body == "party-group":
        agenda["route"] = "leader"
    if section and body != "topic-meeting":
        agenda["leader"] = leader(section, day)
    said, decided = told(entry["text"], rng, **values), told(entry["so"], rng, **values)
    return Point(agenda, said, decided, entry.get("outcome", "approved"))


def written(office: Office, sitting: Sitting, rng: Random) -> Paper:
    """The minutes with every act: agenda, notice, record, issue, number."""
    fields: dict[str, Any] = {"date": sitting.day, "body": sitting.body, "begins": sitting.start, "ends": sitting.end}
    fields |= {
        "place": sitting.place,
        "convener": sitting.chair,
        "chair": sitting.chair,
        "entrusted_by": sitting.entrusted_by,
    }
    fields |= {"recorder": sitting.recorder, "present": sitting.present, "attending": sitting.attending}
    fields["absent"] = [_absent(office, sitting, person, why) for person, why in sitting.absent.items()]
    fields |= {"agenda": [one.agenda for one in sitting.points], "heard": list(sitting.heard)}
    fields["decisions"] = [_decision(one) for one in sitting.points]
    fields |= sitting.fields
    paper = Paper(sitting.register, sitting.day, sitting.title, fields, lambda cite: _text(sitting, cite))
    _signed(office, sitting, paper, rng)
    return office.add(paper)


def _absent(office: Office, sitting: Sitting, person: str, why: str) -> dict[str, Any]:
    if not why:
        return {"person": person, "excused": False}
    asked = at(office.workday(sitting.day, -1), "16:20")
    row: dict[str, Any] = {"person": person, "excused": True, "asked": asked, "agreed_by": sitting.chair}
    if person in sitting.substitutes:
        row["substitute"] = sitting.substitutes[person]
    return row


def _decision(one: Point) -> dict[str, Any]:
    row: dict[str, Any] = {"matter": one.agenda["topic"]}
    if one.paper:
        row["record"] = one.paper
    row |= {"outcome": one.outcome, "consensus": one.votes is None}
    if one.votes:
        row |= {"votes_for": one.votes[0], "votes_cast": one.votes[1]}
    return row | {"follow_up": one.follow_up}


def _signed(office: Office, sitting: Sitting, paper: Paper, rng: Random) -> None:
    """Signs the minutes as far as the stopped clock lets."""
    day, chair = sitting.day, sitting.chair
    before, earlier = office.workday(day, -1), office.workday(day, -2)
    if any(one.agenda.get("route") == "collected" for one in sitting.points):
        paper.stroke("collect", "qin-shuhua", at(earlier, "09:10"), "office-director", "已向班子成员收集议题，报书记。")
    if sitting.body == "party-group":
        post = "party-deputy-secretary" if sitting.entrusted_by else "party-secretary"
        paper.stroke("agenda_fix", chair, at(earlier, "15:20"), post, rng.choice(("议题同意。", "议题按此安排。")))
    notice = {"time": sitting.start, "place": sitting.place}
    paper.stroke("notify", "mo-xin", at(before, "09:40"), "secretary-clerk", "已逐人通知。", data=notice)
    recorded = sitting.end + timedelta(minutes=rng.randint(10, 25))
    paper.stroke("record", sitting.recorder, recorded, post_of(sitting.recorder, day))
    issued = office.workday(day, 1)
    if issued > STOPPED.date():
        return
    paper.stroke("issue", chair, at(issued, f"09:{rng.randint(12, 55)}"), post_of(chair, issued), rng.choice(_SIGNED))
    paper.stroke("number", "mo-xin", at(issued, f"10:{rng.randint(12, 55)}"), "secretary-clerk")
    if sitting.fields.get("printed"):
        later = at(office.workday(day, 2), "09:30")
        paper.stroke("arrange", sitting.recorder, later, post_of(sitting.recorder, day), "印发各股室、局属单位。")


def _names(people: Sequence[str]) -> str:
    return "、".join(NAMES[one] for one in people)


def _text(sitting: Sitting, cite: Callable[[Paper], str]) -> str:
    """The minutes as they read on paper."""
    clock = f"{sitting.day.year}年{sitting.day.month}月{sitting.day.day}日{sitting.start:%H:%M}—{sitting.end:%H:%M}"
    entrusted = f"（受{NAMES[sitting.entrusted_by]}委托）" if sitting.entrusted_by else ""
    head = [
        f"时间：{clock}",
        f"地点：{sitting.place}",
        f"主持：{NAMES[sitting.chair]}{entrusted}",
        f"出席：{_names(sitting.present)}",
    ]
    if sitting.attending:
        head.append(f"列席：{_names(sitting.attending)}")
    if sitting.absent:
        told_of = (f"{NAMES[who]}（{why or '未请假'}）" for who, why in sitting.absent.items())
        head.append("缺席：" + "、".join(told_of))
    head.append(f"记录：{NAMES[sitting.recorder]}")
    parts = ["\n".join(f"- {line}" for line in head), "会议研究议定事项如下："]
    if sitting.heard:
        parts.append(
            "会议集中听取了各股室和局属单位本季度工作汇报，逐项对照年度计划点评进度，要求落后事项列出补救办法。"
        )
    for n, one in enumerate(sitting.points, 1):
        parts.append(f"## {_NUMERALS[n]}、{one.agenda['topic']}")
        numbered = one.paper and not one.paper.draft and one.paper.day <= sitting.day
        about = f"（{cite(one.paper)}）" if one.paper and numbered else ""
        parts.append(f"{one.said}{about}")
        parts.append(f"会议议定：{_votes(one)}{one.decided}")
    return "\n\n".join(parts)


def _votes(one: Point) -> str:
    if one.votes is None:
        return ""
    return f"经讨论未取得一致意见，按照少数服从多数的原则表决，应投{one.votes[1]}票，赞成{one.votes[0]}票，获得通过。"
