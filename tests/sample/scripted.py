"""Papers written out in YAML: each with its fields and body, and its acts in order as short lines.

An entry has `register`, `day`, `title`; it may have `key` (what others call it, as "$key"), `fields`, `body`, `refers`,
`acts`, `draft` and `classification`. An act is "<act> by <post or person> [on <day>[T<time>]] [: <opinion>]", or a
mapping with `act` (such a line) and `data`. Without `on` it follows a while after the act before it; only the first
may be dated before the paper's own day.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

from tests.sample.hands import Course
from tests.sample.office import Office, at
from tests.sample.pen import Paper

_ACT = re.compile(r"(\w+) by ([\w-]+)(?: on (\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d))?)?(?:: (.*))?")


class Named(dict[str, Paper]):
    """Papers by the name their entries give them."""


def written(office: Office, unit: str, entry: Mapping[str, Any], named: Named, rng: Random) -> Paper:
    """The paper of one entry, with its acts signed, put on the desk; KeyError for a "$key" nobody has written."""
    fields = {entry.get("dated", "date"): entry["day"]} | _value(entry.get("fields", {}), named)
    refers = [named[name] for name in entry.get("refers", ())]
    paper = Paper(f"{unit}/{entry['register']}", entry["day"], entry["title"], fields, entry.get("body", ""), refers)
    paper.draft = entry.get("draft", "")
    paper.classification = entry.get("classification", "internal")
    course = Course(office, paper, rng)
    for line in entry.get("acts", ()):
        signed(office, course, line)
    if "key" in entry:
        named[entry["key"]] = paper
    return office.add(paper)


def signed(office: Office, course: Course, line: str | Mapping[str, Any]) -> None:
    """Signs the act a line tells of; ValueError for a line of another form."""
    data = {} if isinstance(line, str) else {"data": _value(line["data"], Named())}
    text = line if isinstance(line, str) else line["act"]
    match = _ACT.fullmatch(text)
    if match is None:
        raise ValueError(text)
    act, who, day, clock, opinion = match.groups()
    if day:
        moment = at(office.workday(date.fromisoformat(day)), clock or "08:40")
        course.now = max(course.now, moment) if course.paper.strokes else moment
    if who in office.roster.names:
        course.person(act, who, opinion or "", **data)
    else:
        course.post(act, who, opinion or "", **data)


def _value(value: Any, named: Named) -> Any:
    """A value as a record holds it: decimals are exact, "$key" is the paper of that name."""
    if isinstance(value, Mapping):
        return {key: _value(one, named) for key, one in value.items()}
    if isinstance(value, list):
        return [_value(one, named) for one in value]
    if isinstance(value, float):
        return Decimal(str(value))
    if isinstance(value, str) and value.startswith("$"):
        return named[value[1:]]
    return value
