"""Tells papers from words: each entry of `words/<name>.yaml` is a paper with its fields, its text and its course.

An entry names its register (`in`), its `day`, `title`, `fields`, `text` and either its own `acts` or a course of the
file (`via`). A step of a course is a number of working days, `until 2025-10-09`, or `[act, who, more]`. Who is a person,
a post, `post=person`, `of:<section>` for the leader in charge, `each:<field>` for everyone a list field names; `@<field>`
stands for the value of a field or of the entry's `with`, `$<key>` for another entry's paper, `@day` in data for the day the course has come to.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

from tests.sample.hands import Course, words
from tests.sample.office import Office, at
from tests.sample.pen import Paper

UNIT = "sub-district"
_CITE = re.compile(r"\{([a-z0-9-]+)\}")


def told(office: Office, *names: str) -> dict[str, Paper]:
    """Every paper of these files of words, by its key; they may refer to each other."""
    files = [words(name, UNIT.replace("-", "_")) for name in names]
    papers = {entry["key"]: _paper(entry) for file in files for entry in file["papers"]}
    for file in files:
        for entry in file["papers"]:
            _written(office, entry, papers, file.get("courses", {}))
    return papers


def _paper(entry: Mapping[str, Any]) -> Paper:
    paper = Paper(f"{UNIT}/{entry['in']}", entry["day"], entry["title"])
    paper.draft = entry.get("draft", "")
    paper.classification = entry.get("classification", "internal")
    paper.attachments = {name: text.encode() for name, text in entry.get("attachments", {}).items()}
    return paper


def _written(office: Office, entry: Mapping[str, Any], papers: Mapping[str, Paper], courses: Mapping[str, Any]) -> None:
    paper = papers[entry["key"]]
    paper.fields = {"date": paper.day} | _resolved(entry.get("fields", {}), papers)
    paper.refers = [papers[key] for key in entry.get("refers", ())]
    text = entry["text"]
    paper.body = lambda cite: _CITE.sub(lambda found: cite(papers[found[1]]), text)
    values = paper.fields | entry.get("with", {})
    walk(office, paper, office.rng(f"{UNIT}|{entry['key']}"), entry.get("acts") or courses[entry["via"]], values)
    office.add(paper)


def _resolved(value: Any, papers: Mapping[str, Paper]) -> Any:
    if isinstance(value, Mapping):
        return {key: _resolved(inner, papers) for key, inner in value.items()}
    if isinstance(value, list):
        return [_resolved(inner, papers) for inner in value]
    if isinstance(value, float):
        return Decimal(str(value))
    return papers[value[1:]] if isinstance(value, str) and value.startswith("$") else value


def walk(office: Office, paper: Paper, rng: Random, steps: Sequence[Any], values: Mapping[str, Any]) -> None:
    """Signs the paper's slip step by step; `values` is what `@<name>` stands for."""
    course = Course(office, paper, rng)
    for named in steps:
        step = values[named[1:]] if isinstance(named, str) and named.startswith("@") else named
        if isinstance(step, int):
            course.later(step)
        elif isinstance(step, str):
            course.until(at(date.fromisoformat(step.removeprefix("until ")), "08:50"))
        else:
            _acted(course, step, values)


def _acted(course: Course, step: Sequence[Any], values: Mapping[str, Any]) -> None:
    """One act, or one by each person a field names."""
    act, who = step[0], step[1]
    more = step[2] if len(step) > 2 else {}
    more = {"opinion": more} if isinstance(more, str) else dict(more)
    if "data" in more:
        more["data"] = {key: _datum(value, course, values) for key, value in more["data"].items()}
    if who.startswith("each:"):
        for person in values[who.removeprefix("each:")]:
            course.person(act, person, **more)
        return
    if who.startswith("of:"):
        course.leader(act, _field(who.removeprefix("of:"), values), **more)
        return
    who = _field(who, values)
    if who in course.roster.names:
        course.person(act, who, **more)
    else:
        post, _, person = who.partition("=")
        course.post(act, post, by=person, **more)


def _field(name: str, values: Mapping[str, Any]) -> str:
    return str(values[name[1:]]) if name.startswith("@") else name


def _datum(value: Any, course: Course, values: Mapping[str, Any]) -> Any:
    if value == "@day":
        return course.day
    if value == "@title":
        return course.paper.title
    if isinstance(value, str) and value.startswith("@"):
        return values[value[1:]]
    if isinstance(value, list):
        return [_datum(one, course, values) for one in value]
    return Decimal(str(value)) if isinstance(value, float) else value
