"""The school's classes: ten in 2025, three so far in 2026, each with its trainees' cards and its file of seven papers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from random import Random
from typing import Any

from tests.sample.hands import Course, words
from tests.sample.office import STOPPED, Office, at
from tests.sample.pen import Paper

_FILE = ["办学通知", "课程安排", "动员讲话", "考勤考核表", "教案", "考卷", "办班小结"]
_TEACHERS = ("qu-hong", "ge-yulin", "dai-shan")


def classes(office: Office) -> None:
    """Every class of the list, from its opening to its place in the archive."""
    pool = words("classes", "party_school")
    for n, entry in enumerate(pool["classes"]):
        _class(office, pool, entry, n)


def _class(office: Office, pool: Any, entry: Mapping[str, Any], n: int) -> None:
    rng, day = office.rng(f"school class|{entry['name']}"), entry["day"]
    length = entry["days"]
    closes = office.workday(day, length - 1)
    trainees = rng.sample(pool["trainees"], rng.randint(5, 7))
    fields: dict[str, Any] = {
        "date": day,
        "closes": closes,
        "manager": _TEACHERS[n % len(_TEACHERS)],
        "units": entry["units"],
        "courses": [{"name": entry["main"], "main": True}, {"name": entry["other"], "main": False}],
        "forms": entry["forms"],
        "trainees": len(trainees),
        "assessment": entry["assessment"],
        "results": [{"name": one, "attended": length, "result": _result(rng)} for one in trainees],
        "file_items": _FILE,
    }
    text = f"{entry['aim']}\n\n学制{length}天，学员{len(trainees)}人，结业时以{entry['assessment']}方式考核。"
    paper = Paper("party-school/classes", day, entry["name"], fields, text)
    course = Course(office, paper, rng).person("open", fields["manager"])
    course.post("number", "teaching-head")
    _closed(office, course, closes)
    office.add(paper)


def _closed(office: Office, course: Course, closes: date) -> None:
    """The assessment, the cards and the file, as far as the stopped clock lets."""
    course.until(at(closes, "14:40")).post("assess", "teaching-head", "考核结束，成绩登记。")
    course.post("close", "teaching-principal", "准予结业。").later(2)
    course.post("card", "registrar")
    filed = office.workday(closes, 8)
    if filed <= STOPPED.date():
        course.until(at(filed, "09:10")).post("archive", "archivist", "七件齐全，归档。")


def _result(rng: Random) -> str:
    return rng.choice(("优秀", "良好", "合格", "合格"))
