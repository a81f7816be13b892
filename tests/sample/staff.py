"""A unit's invented people: who holds which post from when until when, who stands in for whom, who is away.

Keys are demonstration keys (see `keys.py`); nobody's real key is here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from tests.sample.keys import public_line


@dataclass(frozen=True)
class Tenure:
    """One person in one post; `until` is inclusive, None while it lasts."""

    person: str
    post: str
    since: date
    until: date | None = None
    basis: str = ""

    def lasts(self, day: date) -> bool:
        """Whether the post is held on `day`."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class Delegation:
    """Who may act for a post, for which acts and registers (none named: all), both days included."""

    post: str
    to: str
    since: date
    until: date
    acts: tuple[str, ...]
    registers: tuple[str, ...]
    basis: str


@dataclass(frozen=True)
class Absence:
    """A person away from the office, both days included."""

    person: str
    since: date
    until: date
    why: str


@dataclass(frozen=True)
class Roster:
    """The people of one unit. `leaders` names the post in charge of a section, `rotations` when a second key takes over."""

    founded: date
    names: Mapping[str, str]
    tenures: tuple[Tenure, ...]
    delegations: tuple[Delegation, ...] = ()
    absences: tuple[Absence, ...] = ()
    rotations: Mapping[str, date] = field(default_factory=dict)
    leaders: Mapping[str, str] = field(default_factory=dict)

    def holder(self, post: str, day: date) -> str:
        """The id of the first person who holds `post` on `day`; KeyError when nobody does."""
        for tenure in self.tenures:
            if tenure.post == post and tenure.lasts(day):
                return tenure.person
        raise KeyError(f"{post} on {day}")

    def post_of(self, person: str, day: date) -> str:
        """The first post the person held that day; StopIteration when none."""
        return next(one.post for one in self.tenures if one.person == person and one.lasts(day))

    def away(self, person: str, day: date) -> bool:
        """Whether the person was absent on that day."""
        return any(one.person == person and one.since <= day <= one.until for one in self.absences)

    def hand(self, post: str, day: date, act: str, register: str) -> str:
        """Who signs for `post` on `day`: its holder, or the delegate while the holder is away."""
        person = self.holder(post, day)
        if not self.away(person, day):
            return person
        folder = register.rpartition("/")[2]
        for one in self.delegations:
            scope = (not one.acts or act in one.acts) and (not one.registers or folder in one.registers)
            if one.post == post and one.since <= day <= one.until and scope:
                return self.holder(one.to, day)
        return person

    def key_ordinal(self, person: str, day: date) -> int:
        """Which of the person's keys (1, 2, …) is theirs on `day`."""
        turn = self.rotations.get(person)
        return 2 if turn is not None and day >= turn else 1

    def people_yaml(self) -> str:
        """The text of people.yaml: persons with their demonstration keys, appointments, delegations, absences."""
        out = ["# Made by tests/sample. Every key here is a demonstration key derived by tests/sample/keys.py."]
        out.append("persons:")
        for person, name in self.names.items():
            out += [f"  - id: {person}", f"    name: {name}", f"    login: {person}", "    keys:", *self._keys(person)]
        out.append("appointments:")
        for t in self.tenures:
            end = f", until: {t.until}" if t.until else ""
            out.append(f"  - {{person: {t.person}, post: {t.post}, from: {t.since}{end}, basis: {t.basis}}}")
        out += ["delegations:"] if self.delegations else []
        for one in self.delegations:
            scope = f"acts: {_list(one.acts)}, registers: {_list(one.registers)}"
            span = f"from: {one.since}, until: {one.until}"
            out.append(f"  - {{post: {one.post}, to: {one.to}, {span}, {scope}, basis: {one.basis}}}")
        out += ["absences:"] if self.absences else []
        for gone in self.absences:
            out.append(f"  - {{person: {gone.person}, from: {gone.since}, until: {gone.until}, why: {gone.why}}}")
        return "\n".join(out) + "\n"

    def _keys(self, person: str) -> list[str]:
        turn = self.rotations.get(person)
        first = f"      - {{public: {public_line(person, 1)}, from: {self.founded}"
        if turn is None:
            return [first + "}"]
        second = f"      - {{public: {public_line(person, 2)}, from: {turn}}}"
        return [f"{first}, until: {turn - timedelta(days=1)}}}", second]


def read(file: Path, unit: Path) -> Roster:
    """The roster written in `file`, with the leaders of sections that `unit` (a unit.yaml) states.

    The file: `founded`, `names` (id → name), `posts` (id → list of posts held since then), and where needed
    `tenures`, `delegations`, `absences` (as in people.yaml) and `rotations` (id → day of the second key).
    Everyone also holds the post `staff` where the unit has one.
    """
    data = yaml.load(file.read_text("utf-8"), yaml.CSafeLoader)
    office = yaml.load(unit.read_text("utf-8"), yaml.CSafeLoader)
    founded, basis = data["founded"], data["basis"]
    tenures = [Tenure(who, post, founded, None, basis) for who, posts in data["posts"].items() for post in posts]
    for row in data.get("tenures", ()):
        since = row.get("from", founded)
        tenures.append(Tenure(row["person"], row["post"], since, row.get("until"), row.get("basis", basis)))
    if "staff" in office["posts"]:
        tenures += [Tenure(who, "staff", founded, None, data["staff-basis"]) for who in data["names"]]
    return Roster(
        founded,
        data["names"],
        tuple(tenures),
        tuple(_delegation(row) for row in data.get("delegations", ())),
        tuple(Absence(row["person"], row["from"], row["until"], row["why"]) for row in data.get("absences", ())),
        data.get("rotations", {}),
        {section: post for post, about in office["posts"].items() for section in about.get("portfolio", ())},
    )


def _delegation(row: Mapping[str, Any]) -> Delegation:
    acts, registers = tuple(row.get("acts", ())), tuple(row.get("registers", ()))
    return Delegation(row["post"], row["to"], row["from"], row["until"], acts, registers, row["basis"])


def _list(values: tuple[str, ...]) -> str:
    return "[" + ", ".join(values) + "]"
