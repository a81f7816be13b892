"""Whose hand signs, and at what pace: sections and their people, leaders, delegates, and a paper's course over days."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import yaml

from tests.sample.office import STOPPED, Office, at, here
from tests.sample.pen import Paper
from tests.sample.roster import BUREAU

STAFF = {
    "office": ("mo-xin", "kang-ning", "pan-yi"),
    "personnel": ("kuang-meiling", "su-he"),
    "finance": ("wan-dehai", "pu-jing"),
    "culture": ("bai-xue", "jiang-he"),
    "market": ("lei-tao", "wen-jie", "ouyang-jie"),
    "tourism": ("tong-yue", "shi-lei"),
    "heritage": ("geng-wenbo", "hua-rui"),
    "library": ("yi-shan",),
    "culture-hall": ("chu-min",),
    "museum": ("rao-zhi",),
}

LEADERS = BUREAU.leaders

#: Ordinary papers begin early enough to be finished before the sample's clock stops.
_LATEST = date(2026, 5, 15)
_SLOT = re.compile(r"\{([^{}]*)\}")
_SPAN = re.compile(r"(\d+)-(\d+)")


def words(name: str, unit: str = "") -> Any:
    """A pool of texts: `words/<name>.yaml`, of the bureau or of another unit's folder."""
    return yaml.load((Path(__file__).parent / unit / "words" / f"{name}.yaml").read_text("utf-8"), yaml.CSafeLoader)


def told(text: str, rng: Random, **values: object) -> str:
    """`text` with its slots filled: `{甲|乙}` one of these, `{20-60}` a number between, `{year}` a given value.

    With `turn`, alternatives are taken in turn, so that a yearly paper does not repeat last year's.
    """

    def fill(match: re.Match[str]) -> str:
        slot = match.group(1)
        if "|" in slot:
            options = slot.split("|")
            turn = values.get("turn")
            return options[turn % len(options)] if isinstance(turn, int) else rng.choice(options)
        if span := _SPAN.fullmatch(slot):
            return str(rng.randint(int(span[1]), int(span[2])))
        return str(values[slot])

    return _SLOT.sub(fill, text)


def in_month(office: Office, rng: Random, year: int, month: int, last: int = 24) -> date:
    """A working day of that month, from one up to its `last` day, early enough in 2026 for a paper to be finished."""
    day = office.workday(date(year, month, rng.randint(1, last)))
    return day if day <= _LATEST else office.workday(_LATEST, -rng.randint(0, 12))


def finished(office: Office, rng: Random, day: date) -> date:
    """`day`, moved back where a paper begun then could not be finished before the clock stops."""
    return day if day <= _LATEST else office.workday(_LATEST, -rng.randint(0, 40))


def leader(section: str, day: date) -> str:
    """The person in charge of `section` on `day`."""
    return here(LEADERS[section], day)


hand = BUREAU.hand


class Course:
    """A paper on its way: every act a while after the one before, in office hours, by someone who is there.

    With `last`, everything after that act is left undone: so a paper waits.
    """

    def __init__(self, office: Office, paper: Paper, rng: Random, last: str = "") -> None:
        self.office, self.paper, self.rng, self.last = office, paper, rng, last
        self.roster = office.roster
        self.closed = False
        self.now = at(office.workday(paper.day), "08:40")

    def post(self, act: str, post: str, opinion: str = "", by: str = "", **more: Any) -> Course:
        """An act done in a post, by its holder, a delegate, or the person given."""
        self._step()
        while self.roster.away(by or self._hand(act, post), self.day):
            self.later(1)
        person = by or self._hand(act, post)
        return self._sign(act, person, post, opinion, more)

    def person(self, act: str, person: str, opinion: str = "", **more: Any) -> Course:
        """An act done by a person as a member of staff."""
        self._step()
        while self.roster.away(person, self.day):
            self.later(1)
        return self._sign(act, person, "staff", opinion, more)

    def leader(self, act: str, section: str, opinion: str = "", **more: Any) -> Course:
        """An act done by the leader in charge of a section."""
        return self.post(act, self.roster.leaders[section], opinion, **more)

    def later(self, days: int) -> Course:
        """Goes on in the morning, that many working days later; at once when it is none."""
        if days and not self.closed:
            day = self.office.workday(self.office.workday(self.now.date()), days)
            self.now = at(day, "08:35") + timedelta(minutes=self.rng.randint(0, 40))
        return self

    def until(self, moment: datetime) -> Course:
        """Goes on at `moment`, or at once when that has passed."""
        if not self.closed:
            self.now = max(self.now, moment)
        return self

    @property
    def day(self) -> date:
        """The day the course has come to."""
        return self.now.date()

    def _hand(self, act: str, post: str) -> str:
        return self.roster.hand(post, self.day, act, self.paper.register)

    def _sign(self, act: str, person: str, post: str, opinion: str, more: Mapping[str, Any]) -> Course:
        if self.closed:
            return self
        if self.now > STOPPED:
            raise ValueError(f"{self.paper.title}: {act} on {self.now} is after the stopped clock")
        self.paper.stroke(act, person, self.now, post, opinion, **more)
        self.closed = act == self.last
        return self

    def _step(self) -> None:
        if self.closed:
            return
        self.now += timedelta(minutes=self.rng.randint(8, 38))
        clock = f"{self.now:%H:%M}"
        if clock > "17:20":
            self.later(1)
        elif "12:00" < clock < "14:30":
            self.now = at(self.now.date(), "14:30") + timedelta(minutes=self.rng.randint(1, 25))


def moment(paper: Paper, act: str) -> datetime:
    """When the first such act of a paper was done; StopIteration when it was not."""
    return next(stroke.at for stroke in paper.strokes if stroke.act == act)


def did(paper: Paper, act: str) -> bool:
    """Whether a paper's slip has such an act."""
    return any(stroke.act == act for stroke in paper.strokes)
