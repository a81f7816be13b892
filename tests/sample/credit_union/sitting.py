"""A meeting of the credit union as it sat, and its record as a paper with every act."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import yaml

from tests.sample.credit_union.people import LEADERS, UNIT, holder, names
from tests.sample.office import STOPPED, Office, at
from tests.sample.pen import Paper

FORMAL = ("congress", "board", "supervisory", "chairman-office")
_NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十")
_BEGINS = {
    "board": "09:00",
    "plenary": "09:00",
    "congress": "08:40",
    "section-weekly": "08:30",
    "party-committee": "15:00",
}


@dataclass
class Point:
    """One point: what it was about, what was said, what was decided on which paper."""

    topic: str
    clause: int
    said: str
    so: str
    paper: Paper | None = None
    announce: bool = False


@dataclass
class Sitting:
    """One meeting; `absent` maps a person to why."""

    body: str
    title: str
    nth: int
    day: date
    place: str
    chair: str
    recorder: str
    delegation: str = ""
    present: list[str] = field(default_factory=list)
    observers: list[str] = field(default_factory=list)
    absent: dict[str, str] = field(default_factory=dict)
    points: list[Point] = field(default_factory=list)
    fields: dict[str, Any] = field(default_factory=dict)
    refers: list[Paper] = field(default_factory=list)
    attachments: dict[str, bytes] = field(default_factory=dict)
    adopts: bool = False

    def point(
        self, topic: str, clause: int, said: str, so: str, paper: Paper | None = None, announce: bool = False
    ) -> None:
        """Adds a point to the agenda."""
        self.points.append(Point(topic, clause, said, so, paper, announce))

    @property
    def start(self) -> datetime:
        """The moment it began."""
        return at(self.day, _BEGINS.get(self.body, "14:30"))

    @property
    def end(self) -> datetime:
        """The moment it ended."""
        return self.start + timedelta(minutes=35 + 25 * max(1, len(self.points)))


def written(office: Office, sitting: Sitting) -> Paper:
    """The record of a meeting with its acts; formal minutes for the four bodies that owe them."""
    formal = sitting.body in FORMAL
    if sitting.adopts:
        _adopt(office, sitting)
    people = {"convener": sitting.chair, "chair": sitting.chair, "recorder": sitting.recorder}
    fields: dict[str, Any] = {"date": sitting.day, "body": sitting.body, "begins": sitting.start, "ends": sitting.end}
    fields |= {"place": sitting.place, **people, "delegation": sitting.delegation, "present": sitting.present}
    fields |= {"observers": sitting.observers, "voters": sitting.present}
    fields["absent"] = [{"person": who, "reason": why} for who, why in sitting.absent.items()]
    fields["agenda"] = [{"topic": one.topic, "clause": one.clause} for one in sitting.points]
    decided = [one for one in sitting.points if sitting.body != "plenary" or one.paper is None]
    fields["decisions"] = [_decision(one) for one in decided]
    fields |= sitting.fields
    word = "会议纪要" if formal else "会议记录"
    title = f"{sitting.title}{word}（{sitting.day.year}年第{sitting.nth}次）"
    if sitting.fields.get("specialised"):
        title = f"{sitting.title}安全保卫专业会议记录（{sitting.day.year}年）"
    if sitting.body == "section-weekly":
        title = f"{sitting.title}会议记录（{sitting.day:%Y年%-m月%-d日}）"
    register = f"{UNIT}/{'minutes' if formal else 'meeting-records'}"
    paper = Paper(register, sitting.day, title, fields, lambda cite: _text(office, sitting, cite))
    paper.refers = [*sitting.refers, *(one.paper for one in sitting.points if one.paper and one not in decided)]
    paper.attachments = sitting.attachments
    _signed(office, sitting, paper, formal)
    return office.add(paper)


def _adopt(office: Office, sitting: Sitting) -> None:
    """The regulations that name this meeting's minutes as those that adopted them."""
    for file in sorted((office.desk.root / "docs" / UNIT).glob("*/*.md")):
        head = yaml.load(file.read_text("utf-8").split("---\n")[1], yaml.CSafeLoader)
        if str(head["adopted"].get("minutes", "")) == f"{UNIT}/minutes/2025/0001":
            said = "办公室说明起草依据和征求意见情况。"
            sitting.point(f"审议《{head['title']}》", 4, said, f"审议通过，自{head['in-force']:%Y年%-m月%-d日}起施行。")


def _decision(one: Point) -> dict[str, Any]:
    row: dict[str, Any] = {"matter": one.topic}
    if one.paper:
        row["record"] = one.paper
    row["outcome"] = "approved"
    return row | {"announce": True} if one.announce else row


def _signed(office: Office, sitting: Sitting, paper: Paper, formal: bool) -> None:
    day = sitting.day
    before, earlier = office.workday(day, -1), office.workday(day, -2)
    body_post = office.roster.post_of(sitting.chair, day)
    paper.stroke("agenda_fix", sitting.chair, at(earlier, "10:05"), body_post, "日程、场所和议题按此安排。")
    invited = [*sitting.present, *sitting.observers, *sitting.absent]
    paper.stroke("arrange", "chi-yuan", at(earlier, "15:30"), "office-staff", "会场和食宿已安排。")
    paper.stroke("notify", "che-wen", at(before, "09:20"), "general-clerk", "已逐人通知。", data={"persons": invited})
    paper.stroke("record", sitting.recorder, sitting.end + timedelta(minutes=12), "staff")
    written_on, reviewed = office.workday(day, 1), office.workday(day, 2)
    if formal:
        paper.stroke("write", sitting.recorder, at(written_on, "10:30"), "staff")
        paper.stroke("review", sitting.chair, at(reviewed, "09:40"), body_post, "审查无误，送各位领导。")
    paper.stroke("number", "che-wen", at(reviewed, "10:50"), "general-clerk")
    if formal:
        readers = [holder(office, post, day) for post in LEADERS]
        paper.stroke("distribute", "min-fang", at(reviewed, "15:20"), "mail-clerk", data={"readers": readers})
    kept = at(office.workday(day, 18), "15:40")
    if kept <= STOPPED:
        paper.stroke("archive", "cen-jing", kept, "archivist")


def _text(office: Office, sitting: Sitting, cite: Callable[[Paper], str]) -> str:
    """The record as it reads on paper."""
    clock = f"{sitting.day.year}年{sitting.day.month}月{sitting.day.day}日{sitting.start:%H:%M}—{sitting.end:%H:%M}"
    entrusted = f"（凭{sitting.delegation}）" if sitting.delegation else ""
    head = [f"时间：{clock}", f"地点：{sitting.place}", f"主持：{office.roster.names[sitting.chair]}{entrusted}"]
    few = len(sitting.present) <= 16
    head.append(f"出席：{names(office, sitting.present) if few else f'{len(sitting.present)}人（名单附后）'}")
    if sitting.observers:
        head.append(f"列席：{names(office, sitting.observers)}")
    if sitting.absent:
        head.append("缺席：" + "、".join(f"{office.roster.names[k]}（{v}）" for k, v in sitting.absent.items()))
    head.append(f"记录：{office.roster.names[sitting.recorder]}")
    parts = ["\n".join(f"- {line}" for line in head)]
    for n, one in enumerate(sitting.points):
        about = f"（{cite(one.paper)}）" if one.paper else ""
        parts.append(f"## {_NUMERALS[n % 10] if n < 10 else n + 1}、{one.topic}{about}")
        parts.append(f"{one.said}议定：{one.so}")
    return "\n\n".join(parts)
