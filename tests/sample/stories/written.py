"""Papers written out in full in a words file: what they say, and who did what to them when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from tests.sample.hands import words
from tests.sample.office import Office, at
from tests.sample.pen import Paper

#: Papers of other stories too, by the names that words files give them.
Named = dict[str, Paper]
_REFERENCE = "@"


def written_out(office: Office, name: str, known: Named) -> Named:
    """Adds every paper of `words/<name>.yaml`; a value "@name" is another paper, of this file or of `known`."""
    entries = words(name)["papers"]
    papers = {}
    for entry in entries:
        papers[entry["key"]] = Paper(f"bureau/{entry['in']}", entry["day"], entry["title"], body=entry["text"])
    known |= papers
    for entry in entries:
        paper = papers[entry["key"]]
        paper.fields = {"date": paper.day} | {key: _meant(value, known) for key, value in entry["fields"].items()}
        paper.refers = [one for title in entry.get("refers", ()) for one in office.desk.papers if one.title == title]
        for act in entry["acts"]:
            _done(office, paper, act)
        office.add(paper)
    return papers


def _meant(value: Any, known: Mapping[str, Paper]) -> Any:
    if isinstance(value, list):
        return [_meant(one, known) for one in value]
    if isinstance(value, str) and value.startswith(_REFERENCE):
        return known[value.removeprefix(_REFERENCE)]
    return value


def _done(office: Office, paper: Paper, act: str | Mapping[str, Any]) -> None:
    """One act: "09-30 approve director 同意。" on the paper's own day, or the same in a mapping with its moment and data."""
    if isinstance(act, str):
        clock, name, who, *opinion = act.split(" ", 3)
        sign(office, paper, name, who, at(paper.day, clock.replace("-", ":")), "".join(opinion))
        return
    day, clock = act["at"].split(" ")
    moment = at(date.fromisoformat(day), clock)
    sign(office, paper, act["act"], act["by"], moment, act.get("opinion", ""), act.get("data", {}))


def sign(
    office: Office,
    paper: Paper,
    act: str,
    who: str,
    moment: datetime,
    opinion: str = "",
    data: Mapping[str, Any] | None = None,
) -> None:
    """Signs as the holder of a post, or as the person named, a member of staff."""
    person, post = (who, "staff") if who in office.roster.names else (office.roster.holder(who, moment.date()), who)
    paper.stroke(act, person, moment, post, opinion, data=data or {})
