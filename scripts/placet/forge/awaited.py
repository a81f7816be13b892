"""What a record awaits of one person on one day, by the waits of the rules; and whether an act would serve."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from placet import office
from placet.directory import Directory
from placet.model import Cabinet, Finding, Record, Status, Unit, Verdict, Wait
from placet.rules.archive import CabinetArchive
from placet.rules.compile import rulebook
from placet.rules.context import zone_of
from placet.standing import standing

#: One person's name where the rules want two: it may stand in a rule that also awaits something.
_SAME_HANDS = "VER020"


@dataclass(frozen=True, slots=True)
class Task:
    """An act, and the post in which a certain person would do it; "" for what is theirs by name."""

    act: str
    post: str


class Bench:
    """Judges single records of a cabinet, in states it has not yet."""

    def __init__(self, cabinet: Cabinet) -> None:
        self._cabinet, self._directory, self._book = cabinet, Directory.of(cabinet), rulebook(cabinet)

    def verdicts(self, record: Record, as_of: datetime) -> tuple[Verdict, ...]:
        """How the rules judge this state of a record of the cabinet at a moment."""
        whole = replace(self._cabinet, records={**self._cabinet.records, record.path: record})
        since = whole.config.since
        archive = CabinetArchive(
            whole,
            self._directory,
            self._book.by_kind(),
            as_of,
            zone_of(whole.config),
            lambda one: standing(one, whole.units[one.unit], whole.kinds.get(one.kind), since=since),
        )
        return tuple(archive.verdicts(record))


def tasks(
    found: Sequence[Verdict], cabinet: Cabinet, record: Record, person: str, at: datetime
) -> Mapping[Task, frozenset[str]]:
    """What these verdicts await of a person on the day of `at`: task → the rules that await it."""
    rules: dict[Task, set[str]] = defaultdict(set)
    for verdict in found:
        if verdict.status is Status.WAITING:
            for wait in verdict.waits:
                for task in _tasks(wait, cabinet, record, person, at):
                    rules[task].add(f"{verdict.regulation}#{verdict.rule}")
    return {task: frozenset(names) for task, names in rules.items()}


def awaited(found: Sequence[Verdict], unit: Unit) -> tuple[str, ...]:
    """Everything these verdicts await and of whom, in words."""
    waits = (wait for one in found if one.status is Status.WAITING for wait in one.waits)
    return tuple(dict.fromkeys(_awaited(wait, unit) for wait in waits))


def _awaited(wait: Wait, unit: Unit) -> str:
    names = [office.title(unit, post) for post in wait.posts] or [office.name(unit, one) for one in wait.persons]
    return f"{wait.what}（{'、'.join(names)}）" if names else wait.what


def reasons(found: Sequence[Verdict], rules: frozenset[str]) -> tuple[Finding, ...]:
    """Why these rules are not met."""
    return tuple(reason for one in found if f"{one.regulation}#{one.rule}" in rules for reason in one.reasons)


def harm(before: Sequence[Verdict], after: Sequence[Verdict]) -> tuple[Finding, ...]:
    """What only an act brought about: a breach, a rule that nothing awaited can mend, one person in two roles."""
    known = {_said(reason) for one in before for reason in one.reasons}
    found = []
    for one in after:
        stuck = one.status is Status.BREACHED or (one.status is Status.WAITING and not one.waits)
        fresh = [reason for reason in one.reasons if _said(reason) not in known]
        found += [reason for reason in fresh if stuck or reason.code == _SAME_HANDS]
    return tuple(found)


def _said(reason: Finding) -> tuple[str, tuple[tuple[str, str], ...]]:
    return reason.code, tuple(sorted(reason.args.items()))


def _tasks(wait: Wait, cabinet: Cabinet, record: Record, person: str, at: datetime) -> Iterator[Task]:
    unit, kind = cabinet.units[record.unit], cabinet.kinds[record.kind]
    day = at.date()
    if person not in wait.persons and not office.absent(unit, person, day):
        return
    for act in (one.id for one in kind.acts.values() if one.title == wait.what):
        held = [post for post in wait.posts if office.holds(unit, person, post, day)]
        entrusted = [
            post
            for post in wait.posts
            if office.delegation(unit, person, post, day, act, record.register, record.kind) is not None
        ]
        own = ("",) if person in wait.persons else ()
        yield from (Task(act, post) for post in held or entrusted or own)
