"""The sample bureau's days: its clock, its working days, its meeting schedule and the agenda that stories fill."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path
from random import Random
from typing import Any

import yaml

from tests.sample.pen import Desk, Paper
from tests.sample.roster import BUREAU
from tests.sample.staff import Roster

ZONE = timezone(timedelta(hours=8))
FIRST_DAY = date(2024, 1, 1)
STOPPED = datetime(2026, 6, 18, 17, 0, tzinfo=ZONE)


@dataclass
class Item:
    """Something a meeting is to decide: the matter in words, the record it is about, and the outcome."""

    matter: str
    paper: Paper | None = None
    outcome: str = "approved"
    leader: str = ""
    section: str = ""
    extra: dict[str, Any] = field(default_factory=dict)


class Office:
    """What stories share. `scale` multiplies the volumes for benchmarks; 1 is the committed sample."""

    def __init__(self, desk: Desk, seed: str, scale: int = 1, roster: Roster = BUREAU) -> None:
        self.desk = desk
        self.roster = roster
        self.seed = seed
        self.scale = scale
        self.agenda: dict[tuple[str, date], list[Item]] = defaultdict(list)
        self._off, self._on = _calendar(desk.root)

    def rng(self, story: str) -> Random:
        """A story's own stream of choices, so that changing one story leaves the others as they were."""
        return Random(f"{self.seed}|{story}")

    def working(self, day: date) -> bool:
        """Whether the office works on `day`, by the State Council's notice for its year."""
        return day in self._on or (day.weekday() < 5 and day not in self._off)

    def workday(self, day: date, offset: int = 0) -> date:
        """`day` or the next working day, then `offset` working days on (or back when negative)."""
        while not self.working(day):
            day += timedelta(days=1)
        step = 1 if offset >= 0 else -1
        for _ in range(abs(offset)):
            day += timedelta(days=step)
            while not self.working(day):
                day += timedelta(days=step)
        return day

    def days(self, story: str, count: int, year: int) -> list[date]:
        """`count` (times the scale) working days of `year` in order, none after the stopped clock."""
        rng = self.rng(f"{story}|{year}")
        last = min(date(year, 12, 25), STOPPED.date() - timedelta(days=3))
        first = date(year, 1, 4)
        share = ((last - first).days + 1) / 356
        picks = [
            self.workday(first + timedelta(days=rng.randrange((last - first).days)))
            for _ in range(max(1, round(count * share)) * self.scale)
        ]
        return sorted(min(day, last if self.working(last) else self.workday(last, -1)) for day in picks)

    def meeting(self, body: str, day: date) -> date:
        """The day of the body's first regular meeting on or after `day`: one a month, each body in its own week."""
        week = {"party-group": 5, "director-meeting": 12, "bureau-meeting": 19}[body]
        month = date(day.year, day.month, 1)
        while (met := self.workday(month + timedelta(days=week))) < day:
            month = date(month.year + month.month // 12, month.month % 12 + 1, 1)
        return met

    def table(self, body: str, day: date, item: Item) -> date:
        """Puts an item before the body's next regular meeting on or after `day`; returns the meeting's day."""
        met = self.meeting(body, day)
        self.agenda[body, met].append(item)
        return met

    def add(self, paper: Paper) -> Paper:
        """Takes a paper to the desk."""
        return self.desk.add(paper)


def at(day: date, clock: str) -> datetime:
    """The moment "HH:MM" of a day in the office's own time."""
    hour, minute = clock.split(":")
    return datetime.combine(day, time(int(hour), int(minute)), ZONE)


here, away = BUREAU.holder, BUREAU.away


def _calendar(root: Path) -> tuple[set[date], set[date]]:
    off: set[date] = set()
    on: set[date] = set()
    for file in sorted((root / "records" / "calendar").glob("*.yaml")):
        data = yaml.load(file.read_text("utf-8"), yaml.CSafeLoader)
        off |= set(data.get("holidays") or {})
        on |= set(data.get("workdays") or {})
    return off, on
