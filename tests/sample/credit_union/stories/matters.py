"""Matters that meetings decide: proposed by a section, agreed by its leader, sent to a meeting, concluded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from tests.sample.credit_union.people import UNIT, act, leader
from tests.sample.hands import words
from tests.sample.office import Office
from tests.sample.pen import Paper

#: The field of a matter that says on which day a body took it up.
DAYS = {
    "director-office": "drafted_on",
    "plenary": "consulted_on",
    "party-committee": "studied_on",
    "chairman-office": "chairman_on",
    "supervisory": "supervised_on",
    "board": "board_on",
    "credit-committee": "committee_on",
    "finance-committee": "committee_on",
    "congress": "congress_on",
}
_CHOOSERS = {"party-committee": "party-secretary", "congress": "chairman", "board": "chairman"}


@dataclass
class Tabled:
    """A matter before a meeting: its paper, its entry in the words, what this meeting decided."""

    paper: Paper
    entry: Mapping[str, Any]
    decided: str


def matters(office: Office) -> dict[tuple[str, date], list[Tabled]]:
    """Writes every matter; returns what is before which meeting."""
    tabled: dict[tuple[str, date], list[Tabled]] = {}
    for entry in words("matters", "credit_union"):
        paper = _matter(office, entry)
        told = iter(entry["so"])
        for body, days in entry["course"].items():
            for day in days:
                tabled.setdefault((body, day), []).append(Tabled(paper, entry, next(told)))
    _waiting(office)
    return tabled


def _matter(office: Office, entry: Mapping[str, Any]) -> Paper:
    day, section, course = entry["date"], entry["section"], entry["course"]
    last = list(course)[-1]
    fields: dict[str, Any] = {
        "date": day,
        "section": section,
        "head_post": f"{section}-head",
        "scope": entry["scope"],
        "mode": "collective",
        "deciding_body": last,
        "matter": entry["matter"],
    }
    fields |= {k: Decimal(str(v)) if k == "amount" else v for k, v in entry.get("fields", {}).items()}
    fields |= {DAYS[body]: days[0] for body, days in course.items()}
    paper = Paper(f"{UNIT}/matters", day, entry["title"], fields, entry["body"])
    _opened(office, paper, section, _CHOOSERS.get(next(iter(course)), "director"))
    concluded = office.workday(max(max(days) for days in course.values()), 1)
    act(office, paper, "conclude", "office-head", concluded, "16:10", opinion="已按会议决定定案，转承办部室执行。")
    return office.add(paper)


def _opened(office: Office, paper: Paper, section: str, chooser: str) -> None:
    day = paper.day
    act(office, paper, "propose", f"{section}-head", day, "09:05", opinion="提请集体研究。")
    act(office, paper, "consent", leader(office, section), day, "10:20", opinion="同意上会。")
    act(office, paper, "choose", chooser, day, "15:10", opinion="同意提交会议研究。")
    act(office, paper, "number", "general-clerk", day, "16:00")


def _waiting(office: Office) -> None:
    """A matter of these days that still waits for its meetings."""
    day = date(2026, 6, 15)
    fields = {
        "date": day,
        "section": "personnel",
        "head_post": "personnel-head",
        "scope": "overall",
        "mode": "collective",
        "deciding_body": "director-office",
        "matter": "welfare",
    }
    body = (
        "人力资源部拟订年休假统筹安排：各网点错峰休假，替班人员从机关部室抽调。先在主任会征求意见，再报主任办公会决定。"
    )
    paper = Paper(f"{UNIT}/matters", day, "职工年休假统筹安排方案", fields, body)
    _opened(office, paper, "personnel", "director")
    office.add(paper)
