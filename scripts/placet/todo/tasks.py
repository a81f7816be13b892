"""Tasks out of a judged cabinet: what waits, since when, until when, by which words of which article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time

from placet import numbers
from placet.judge import Outcome
from placet.model import ActKind, Cabinet, Finding, Kind, Record, Regulation, Status, Unit, Verdict, Wait
from placet.rules import who
from placet.rules.context import NUMBER, Facts, zone_of
from placet.todo.task import Basis, Task

#: The reason of a deadline that is over while nothing has happened: still to be done, and late.
MISSED = "VER040"
_END = time(23, 59, 59)


def tasks(cabinet: Cabinet, outcome: Outcome) -> tuple[Task, ...]:
    """Every task, the most urgent first. The same act asked for by several articles is one task with several bases."""
    found: dict[tuple[object, ...], Task] = {}
    for task in _all(cabinet, outcome):
        key = (task.subject, task.what, task.posts, task.persons, task.period)
        known = found.get(key)
        found[key] = _joined(known, task) if known else task
    return tuple(sorted(_ordered(cabinet, list(found.values())), key=lambda task: task.urgency))


def _ordered(cabinet: Cabinet, found: Sequence[Task]) -> Iterator[Task]:
    """The tasks with the acts that usually come before them, as far as these are still awaited."""
    awaited: dict[str, set[str]] = defaultdict(set)
    for task in found:
        awaited[task.subject].add(task.act)
    for task in found:
        record = cabinet.records.get(task.subject)
        acts = cabinet.kinds[record.kind].acts if record and task.act else {}
        before = list(acts)[: list(acts).index(task.act)] if acts else []
        yield replace(task, earlier=tuple(acts[act].title for act in before if act in awaited[task.subject]))


def _joined(one: Task, other: Task) -> Task:
    limits = [limit for limit in (one.until, other.until) if limit is not None]
    return replace(
        one,
        until=min(limits, default=None),
        overdue=one.overdue or other.overdue,
        bases=(*one.bases, *(basis for basis in other.bases if basis not in one.bases)),
        reasons=(*one.reasons, *(reason for reason in other.reasons if reason not in one.reasons)),
    )


def _all(cabinet: Cabinet, outcome: Outcome) -> Iterator[Task]:
    regulations = {one.path: one for one in cabinet.regulations}
    for subject, verdicts in outcome.by_subject().items():
        record = cabinet.records.get(subject)
        if record is None:
            yield from _of_register(cabinet, outcome, regulations, verdicts)
            continue
        desk = _Desk(cabinet, outcome, record, regulations)
        for verdict in verdicts:
            yield from desk.of_verdict(verdict)
        yield from desk.to_be_numbered(verdicts)


def _of_register(
    cabinet: Cabinet, outcome: Outcome, regulations: Mapping[str, Regulation], verdicts: Sequence[Verdict]
) -> Iterator[Task]:
    """What a rhythm still asks for in the current period."""
    for verdict in verdicts:
        register = cabinet.registers.get(verdict.subject.removeprefix("records/"))
        if verdict.status is not Status.WAITING or register is None:
            continue
        limits = [wait.until for wait in verdict.waits if wait.until]
        until = min(limits, default=None)
        yield Task(
            unit=cabinet.units[register.unit],
            subject=verdict.subject,
            ref=register.path,
            number="",
            title=register.title,
            what=register.title,
            act="",
            posts=(),
            persons=(),
            since=None,
            until=until,
            overdue=until is not None and until < outcome.as_of,
            bases=(_basis(regulations, verdict),),
            reasons=verdict.reasons,
            command=("placet", "new", register.path),
            period=verdict.period,
        )


@dataclass(frozen=True, slots=True)
class _Desk:
    """One record on the desk."""

    cabinet: Cabinet
    outcome: Outcome
    record: Record
    regulations: Mapping[str, Regulation]

    @property
    def kind(self) -> Kind:
        return self.cabinet.kinds[self.record.kind]

    @property
    def unit(self) -> Unit:
        return self.cabinet.units[self.record.unit]

    @property
    def facts(self) -> Facts:
        record, unit = self.record, self.unit
        standings = self.outcome.standings.get(record.path, ())
        zone = zone_of(self.cabinet.config)
        return Facts(record, self.kind, unit, standings, self.outcome.as_of, zone, unit.parameters)

    def of_verdict(self, verdict: Verdict) -> Iterator[Task]:
        """What one verdict waits for, and what it calls late though it can still be done."""
        basis = _basis(self.regulations, verdict)
        if verdict.status is Status.WAITING:
            for wait in verdict.waits or (Wait(""),):
                own = tuple(reason for reason in verdict.reasons if wait.what in reason.args.values())
                yield self._task(wait, basis, own or verdict.reasons)
        elif verdict.status is Status.BREACHED:
            for reason in verdict.reasons:
                if reason.code == MISSED:
                    yield self._missed(reason, basis)

    def to_be_numbered(self, verdicts: Sequence[Verdict]) -> Iterator[Task]:
        """The number itself, once a draft has all that must come before it."""
        known = self.kind.acts.get(NUMBER)
        applying = [one for one in verdicts if one.status is not Status.NOT_APPLICABLE]
        before = [one for one in applying if _basis(self.regulations, one).rule.before in ("", NUMBER)]
        if not self.record.is_draft or known is None or not before:
            return
        if all(one.status is Status.MET for one in before):
            posts, persons = who.everyone(known.by, self.facts, NUMBER)
            yield self._task(Wait(known.title, posts, persons), None, ())

    def _missed(self, reason: Finding, basis: Basis) -> Task:
        said = reason.args["due"]
        due = datetime.fromisoformat(said).replace(tzinfo=zone_of(self.cabinet.config))
        until = due if ":" in said else datetime.combine(due, _END, tzinfo=due.tzinfo)
        act = _act_named(self.kind, reason.args["event"])
        posts, persons = who.everyone(act.by, self.facts, act.id) if act else ((), ())
        return self._task(Wait(reason.args["event"], posts, persons, until), basis, (reason,))

    def _task(self, wait: Wait, basis: Basis | None, reasons: tuple[Finding, ...]) -> Task:
        record, act = self.record, _act_named(self.kind, wait.what)
        posts, persons = (wait.posts, wait.persons) if wait.posts or wait.persons else self._doer(act)
        return Task(
            unit=self.unit,
            subject=record.path,
            ref=record.ref,
            number=self._number,
            title=record.title,
            what=act.title if act else wait.what,
            act=act.id if act else "",
            posts=posts,
            persons=persons,
            since=self._since,
            until=wait.until,
            overdue=wait.until is not None and wait.until < self.outcome.as_of,
            bases=(basis,) if basis else (),
            reasons=reasons,
            command=_command(record, act),
        )

    def _doer(self, act: ActKind | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Who fills in what nobody is named for: on a draft, the person that the register's first act names."""
        first = next(iter(self.kind.acts.values()), None)
        if act is not None or first is None or not self.record.is_draft:
            return (), ()
        return (), tuple(
            person for one in first.by if one.relation == "person" for person in who.values(one, self.facts)
        )

    @property
    def _number(self) -> str:
        record = self.record
        register = self.cabinet.registers.get(f"{record.unit}/{record.register}")
        if register is None or record.year is None or record.number is None:
            return ""
        return numbers.name(register, record.year, record.number)

    @property
    def _since(self) -> datetime | None:
        zone = zone_of(self.cabinet.config)
        if self.record.acts:
            return max(act.at for act in self.record.acts).astimezone(zone)
        day = numbers.own_day(self.record, self.kind)
        return datetime.combine(day, time(), tzinfo=zone) if day else None


def _basis(regulations: Mapping[str, Regulation], verdict: Verdict) -> Basis:
    regulation = regulations[verdict.regulation]
    rule = next(one for one in regulation.rules if one.id == verdict.rule)
    labels = (article.label.split()[0] for article in regulation.articles if article.number == rule.article)
    return Basis(regulation, rule, next(labels, str(rule.article)))


def _act_named(kind: Kind, name: str) -> ActKind | None:
    """The act of this id or title."""
    return kind.acts.get(name) or next((act for act in kind.acts.values() if act.title == name), None)


def _command(record: Record, act: ActKind | None) -> tuple[str, ...]:
    """What to type: the act, the number, or, where a text or another record is missing, what explains it."""
    if act is None:
        return ("placet", "why", record.ref)
    if act.id == NUMBER and record.is_draft:
        return ("placet", "number", record.ref)
    data = [word for one in act.data.values() if one.required for word in ("--data", f"{one.id}=<{one.title}>")]
    return ("placet", "act", record.ref, act.id, *data)
