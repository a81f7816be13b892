"""Papers told one by one in words/*.yaml: their fields, and who did what when.

An entry: `key`, `register`, `day` (`begins` when its first act is earlier), `title`, `text`, `fields`, `refers`, `draft`, `acts`. In fields `=key` is another paper
and "2025-03-06 09:00" a moment. An act is `name post`, `name @person`, `later N`, `until <moment>`, or a mapping
`{do, say, data}`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from tests.sample.hands import Course, words
from tests.sample.office import ZONE, Office
from tests.sample.pen import Paper

_MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d")


def tell(office: Office, name: str, known: Mapping[str, Paper] | None = None) -> dict[str, Paper]:
    """Writes every paper of `words/<name>.yaml`; returns them, and those `known` before, by their keys."""
    entries = words(name)
    papers = dict(known or {})
    for entry in entries:
        paper = Paper(f"bureau/{entry['register']}", entry["day"], entry["title"], draft=entry.get("draft", ""))
        papers[entry["key"]] = paper
    for entry in entries:
        _told(office, entry, papers)
    return papers


def _told(office: Office, entry: Mapping[str, Any], papers: Mapping[str, Paper]) -> None:
    paper = papers[entry["key"]]
    paper.fields = {"date": entry["day"]} | {key: value(one, papers) for key, one in entry["fields"].items()}
    paper.refers = [papers[one.removeprefix("=")] for one in entry.get("refers", ())]
    paper.body = entry["text"]
    paper.day = entry.get("begins", paper.day)
    course = Course(office, paper, office.rng(f"told|{entry['key']}|{entry['title']}"))
    paper.day = entry["day"]
    walked(course, entry["acts"])
    office.add(paper)


def walked(course: Course, acts: list[Any]) -> Course:
    """The course after the acts, each given as an entry gives it."""
    for one in acts:
        act = one if isinstance(one, Mapping) else {"do": one}
        name, _, who = act["do"].partition(" ")
        more: dict[str, Any] = {"data": act["data"]} if "data" in act else {}
        if name == "later":
            course.later(int(who))
        elif name == "until":
            course.until(moment(who))
        elif who.startswith("@"):
            course.person(name, who.removeprefix("@"), act.get("say", ""), **more)
        else:
            course.post(name, who, act.get("say", ""), **more)
    return course


def moment(text: str) -> datetime:
    """The moment written "2025-03-06 09:00", in the office's own time."""
    day, clock = text.split(" ")
    return datetime.combine(date.fromisoformat(day), time.fromisoformat(clock), ZONE)


def value(written: Any, papers: Mapping[str, Paper]) -> Any:
    """A field as its entry writes it, papers, moments and exact numbers put in."""
    if isinstance(written, str):
        if written.startswith("="):
            return papers[written.removeprefix("=")]
        return moment(written) if _MOMENT.fullmatch(written) else written
    if isinstance(written, float):
        return Decimal(str(written))
    if isinstance(written, Mapping):
        return {key: value(one, papers) for key, one in written.items()}
    if isinstance(written, list):
        return [value(one, papers) for one in written]
    return written
