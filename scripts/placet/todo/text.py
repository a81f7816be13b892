"""Tasks in words: under each post or person what is to be done, by which article, until when, and what to type."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from datetime import datetime, time

from placet import messages
from placet.messages.phrases import Phrases
from placet.report.text import visible
from placet.todo.groups import NOBODY, POST, Group, Whom
from placet.todo.task import Task

#: So many holders of a post are named; of more it is said how many there are.
_NAMED = 5


def write(groups: Sequence[Group], as_of: datetime, lang: str) -> str:
    """The whole list, ending with a newline; control characters out of documents are shown escaped."""
    return visible(_lines(groups, as_of, Phrases("tdo", lang)))


def _lines(groups: Sequence[Group], as_of: datetime, say: Phrases) -> Iterator[str]:
    several = len({group.whom.unit.id for group in groups}) > 1
    for group in groups:
        yield say("group", whom=_whom(group.whom, say, several), count=len(group.tasks))
        for task in group.tasks:
            yield from _task(task, say)
        yield ""
    tasks = {id(task): task for group in groups for task in group.tasks}.values()
    late = sum(task.overdue for task in tasks)
    now = _moment(as_of)
    yield say("sum", as_of=now, count=len(tasks), late=late) if tasks else say("nothing", as_of=now)


def _whom(whom: Whom, say: Phrases, several: bool) -> str:
    if whom.relation == NOBODY:
        name = say("nobody")
    elif whom.relation == POST:
        name = f"{whom.title} {_holders(whom, say)}" if whom.holders else say("vacant", post=whom.title)
    else:
        name = whom.title
    return say("in-unit", unit=whom.unit.title, name=name) if several else name


def _holders(whom: Whom, say: Phrases) -> str:
    if len(whom.holders) > _NAMED:
        return say("among", names=" ".join(whom.holders[:_NAMED]), count=len(whom.holders))
    return " ".join(whom.holders)


def _task(task: Task, say: Phrases) -> Iterator[str]:
    subject = say("of-register", title=task.title, period=task.period) if task.period else _record(task, say)
    key = "task-late" if task.overdue else "task"
    yield say(key, what=task.what or say("meet"), subject=subject)
    since = say("since", since=_moment(task.since)) if task.since else ""
    until = say("until", until=_moment(task.until)) if task.until else ""
    if since or until:
        yield "    " + say("comma").join(part for part in (since, until) if part)
    for basis in task.bases:
        yield say("basis", title=basis.regulation.title, article=basis.article, says=basis.rule.says)
    if not task.bases:
        yield say("ready")
    if task.earlier:
        yield say("earlier", acts=say("and").join(task.earlier))
    reasons = dict.fromkeys(messages.text(reason, say.lang) for reason in task.reasons)
    yield from (f"    {reason}" for reason in reasons)
    yield f"    $ {shlex.join(task.command)}"


def _record(task: Task, say: Phrases) -> str:
    return say("record", number=task.number or say("draft"), title=task.title, ref=task.ref)


def _moment(value: datetime) -> str:
    """A moment; only the day where it stands for the whole day, its first second or its last."""
    whole = value.time() in (time(), time(23, 59, 59))
    return value.strftime("%Y-%m-%d" if whole else "%Y-%m-%d %H:%M")
