"""Change orders: what judges the documents is changed only by an order of its own, approved beforehand."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from tests.sample.hands import Course, leader, words
from tests.sample.office import Item, Office
from tests.sample.pen import Paper

REGISTER = "bureau/changes"


def changes(office: Office) -> None:
    """A few a year: new words, a new register column, people, amended regulations, the program."""
    rng = office.rng("changes")
    for entry in words("changes"):
        paper = _paper(entry)
        course = Course(office, paper, rng)
        course.person("propose", entry["proposer"])
        _approved(office, course, entry, set(entry["classes"]))
        course.post("number", "document-clerk")
        office.add(paper)


def _paper(entry: Mapping[str, Any]) -> Paper:
    digest = "sha256:" + hashlib.sha256(entry["title"].encode()).hexdigest()
    fields = {"date": entry["day"], "digest": digest}
    fields |= {name: entry[name] for name in ("proposer", "classes", "reason", "tested") if name in entry}
    body = f"{entry['reason']}\n\n变更内容以摘要为准；批准后单独提交，不与文件的增改混在一起。"
    return Paper(REGISTER, entry["day"], f"关于{entry['title']}的变更单", fields, body)


def _approved(office: Office, course: Course, entry: Mapping[str, Any], classes: set[str]) -> None:
    """The approvals that the classes of the order ask for, in the order the rulebook gives."""
    if "rules" in classes:
        section = entry["section"]
        item = Item(entry["title"], course.paper, leader=leader(section, course.day), section=section)
        met = office.table("bureau-meeting", course.day + timedelta(days=1), item)
        while course.day <= met:
            course.later(1)
    if classes & {"program", "workflow"}:
        course.post("engineer_approve", "chief-engineer", "已在副本上核验，同意更新。")
    if classes & {"program", "workflow", "registers"}:
        course.post("office_approve", "office-director", "已审核，同意。")
    if classes & {"people", "office"}:
        course.post("discipline_approve", "discipline-leader", "任免和密钥已核对，同意。")
    if not classes & {"program", "workflow"}:
        course.post("approve", "director", "同意变更。")
