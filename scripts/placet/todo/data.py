"""Tasks for programs: one JSON object, keys sorted, with the version of its own shape."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from placet import messages
from placet.todo.groups import Group
from placet.todo.task import Task

SCHEMA_VERSION = 1


def write(groups: Sequence[Group], as_of: datetime, lang: str) -> str:
    """The whole list, ending with a newline."""
    data = {
        "schema_version": SCHEMA_VERSION,
        "lang": lang,
        "as_of": as_of.isoformat(),
        "groups": [_group(group, lang) for group in groups],
    }
    return json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _group(group: Group, lang: str) -> dict[str, Any]:
    whom = group.whom
    names = {"relation": whom.relation, "unit": whom.unit.id, "id": whom.id, "title": whom.title}
    return names | {"holders": list(whom.holders), "tasks": [_task(task, lang) for task in group.tasks]}


def _task(task: Task, lang: str) -> dict[str, Any]:
    return {
        "subject": task.subject,
        "ref": task.ref,
        "number": task.number,
        "title": task.title,
        "period": task.period,
        "what": task.what,
        "act": task.act,
        "posts": list(task.posts),
        "persons": list(task.persons),
        "since": task.since.isoformat() if task.since else None,
        "until": task.until.isoformat() if task.until else None,
        "overdue": task.overdue,
        "earlier": list(task.earlier),
        "articles": [
            {
                "rule": f"{basis.regulation.id}/{basis.rule.id}",
                "regulation": basis.regulation.path,
                "title": basis.regulation.title,
                "article": basis.article,
                "says": basis.rule.says,
            }
            for basis in task.bases
        ],
        "reasons": [messages.text(reason, lang) for reason in task.reasons],
        "command": list(task.command),
    }
