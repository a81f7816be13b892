"""How rules judged a record and what they await, as plain values."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, tzinfo

import msgspec

from placet.model import Record, Status, Verdict, Wait, Who
from placet.rules import who as whos
from placet.rules.compile import Compiled
from placet.rules.demands.deadline import Deadline

#: What a time limit says that was let pass with nothing done.
_NOT_BY_THEN = "VER040"


class Judged(msgspec.Struct, frozen=True, array_like=True):
    """How one rule of one version of a regulation judged the record."""

    regulation: str
    rule: str
    status: str


class Awaited(msgspec.Struct, frozen=True, array_like=True):
    """What one rule still awaits: an act or a thing, of posts or persons, until when. No `what`: it does not say."""

    regulation: str
    rule: str
    what: str = ""
    posts: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    until: datetime | None = None


def judged(verdicts: Iterable[Verdict]) -> tuple[Judged, ...]:
    """Return verdicts as plain values."""
    return tuple(Judged(one.regulation, one.rule, one.status.value) for one in verdicts)


def overdue_by(verdict: Verdict, rule: Compiled, record: Record, zone: tzinfo) -> tuple[Awaited, ...]:
    """Return what a breached time limit still asks: an act or a thing that was not done by its last day."""
    late = next((reason.args["due"] for reason in verdict.reasons if reason.code == _NOT_BY_THEN), "")
    demand = next((demand for demand, _ in rule.demands if isinstance(demand, Deadline)), None)
    if not late or demand is None:
        return ()
    event, unit = demand.event, rule.unit
    until = datetime.fromisoformat(late if ":" in late else f"{late} 23:59:59").replace(tzinfo=zone)
    by = rule.kind.acts[event.name].by if event.relation == "act" else ()
    named = [(who, _named(who, record)) for who in by]
    posts = (post for who, names in named for name in names for post in whos.posts(who, unit, name))
    persons = (name for who, names in named for name in names if who.relation == "person")
    return (
        Awaited(
            verdict.regulation,
            verdict.rule,
            event.title(rule.kind),
            tuple(dict.fromkeys(posts)),
            tuple(dict.fromkeys(persons)),
            until,
        ),
    )


def _named(who: Who, record: Record) -> tuple[str, ...]:
    """The posts, sections, persons or bodies meant: named outright, or by a field of the record."""
    if who.relation not in ("portfolio", "person") and not who.value.startswith(whos.FIELD):
        return (who.value,)
    found = record.fields.get(who.value.removeprefix(whos.FIELD))
    return tuple(one for one in (found if isinstance(found, tuple) else (found,)) if isinstance(one, str) and one)


def awaited_by(verdict: Verdict) -> tuple[Awaited, ...]:
    """Return what a verdict awaits, nothing where it does not wait."""
    if verdict.status is not Status.WAITING:
        return ()
    return tuple(
        Awaited(verdict.regulation, verdict.rule, one.what, one.posts, one.persons, one.until)
        for one in verdict.waits or (Wait(""),)
    )
