"""What a rule sees when it judges: the facts of one record, and the archive it may ask about others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from placet.model import Calendar, Config, Finding, Kind, Place, Record, Status, Unit, Value, Verdict, Wait
from placet.standing import Standing

if TYPE_CHECKING:
    from placet.rules.ledger import Group, Ledger

#: The act that gives the official number; a filed record has it even where its slip has no such line.
NUMBER = "number"
#: The smallest step of a clock.
_TICK = timedelta(microseconds=1)


def zone_of(config: Config) -> timezone:
    """The office's own time zone, a fixed offset from UTC."""
    zone = datetime.strptime(config.utc_offset, "%z").tzinfo
    assert isinstance(zone, timezone)
    return zone


class Cycle(RuntimeError):
    """A record's verdict was asked for while it was being made."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


@dataclass(slots=True)
class Span:
    """From when until when (both inclusive) the clock may stand without changing what was answered."""

    since: datetime | None = None
    until: datetime | None = None

    def narrow(self, since: datetime | None, until: datetime | None) -> None:
        """No longer than this either."""
        if since is not None and (self.since is None or since > self.since):
            self.since = since
        if until is not None and (self.until is None or until < self.until):
            self.until = until


@dataclass(slots=True)
class Facts:
    """One record with its acts as they stand, on the judging day. `this` is the record that links to it, if any."""

    record: Record
    kind: Kind
    unit: Unit
    standings: Sequence[Standing]
    as_of: datetime
    zone: timezone
    parameters: Mapping[str, Value]
    this: Facts | None = None
    values: dict[str, Any] = field(default_factory=dict)
    entitled: dict[str, tuple[Standing, ...]] = field(default_factory=dict)
    span: Span = field(default_factory=Span)
    by_act: tuple[Sequence[Standing], Mapping[str, tuple[Standing, ...]]] | None = None

    @property
    def day(self) -> date | None:
        """The record's own day, or None while it has none."""
        value = self.record.fields.get(self.kind.date)
        if isinstance(value, datetime):
            return value.astimezone(self.zone).date() if value.tzinfo else value.date()
        return value if isinstance(value, date) else None

    @property
    def today(self) -> date:
        """The judging day on the office's own wall calendar."""
        now = self.local(self.as_of)
        start = now.replace(hour=0, minute=0, second=0, microsecond=0)
        self.span.narrow(start, start + timedelta(days=1) - _TICK)
        return now.date()

    @property
    def now(self) -> datetime:
        """The judging moment on the office's own wall clock, for what depends on it to the second."""
        self.span.narrow(self.as_of, self.as_of)
        return self.local(self.as_of)

    def is_over(self, moment: datetime) -> bool:
        """Whether the judging moment is later than this one."""
        over = self.as_of > moment
        self.span.narrow(moment + _TICK if over else None, None if over else moment)
        return over

    def local(self, moment: datetime) -> datetime:
        """A moment on the office's own wall clock."""
        return moment.astimezone(self.zone) if moment.tzinfo else moment.replace(tzinfo=self.zone)

    def lines(self, act: str) -> tuple[Standing, ...]:
        """The acts of this name that stand and were not withdrawn, whoever did them, in the order of the slip."""
        if self.by_act is None or self.by_act[0] is not self.standings:
            found: dict[str, tuple[Standing, ...]] = {}
            for one in self.standings:
                if one.valid and not one.withdrawn:
                    found[one.act.act] = (*found.get(one.act.act, ()), one)
            self.by_act = (self.standings, found)
        return self.by_act[1].get(act, ())

    def seen_by(self, this: Facts) -> Facts:
        """The same facts as seen from a record that links to this one."""
        return replace(self, this=this, values={})

    def act_title(self, act: str) -> str:
        """What the register calls an act."""
        found = self.kind.acts.get(act)
        return found.title if found else act

    def field_title(self, name: str) -> str:
        """What the register calls a field."""
        found = self.kind.fields.get(name)
        return found.title if found else name

    def place(self, key: str = "") -> Place:
        """Where a field stands in the record's front matter."""
        return self.record.where(key)


class Archive(Protocol):
    """Everything a rule may ask about other records. Each answer is the same for the same cabinet and day."""

    def record(self, ref: str) -> Record | None:
        """The record of this ref or permanent id."""

    def referring(self, record: Record, kind: str) -> Sequence[Record]:
        """The records of a kind that name this one in any field."""

    def of_kind(self, unit: str, kind: str) -> Sequence[Record]:
        """All of a unit's records of a kind, in the order of their paths."""

    def facts(self, record: Record) -> Facts:
        """A record's facts on the judging day."""

    def group(self, ledger: Ledger, key: str) -> Group:
        """The lines of all filed records that a ledger counts under a key."""

    def verdicts(self, record: Record) -> Sequence[Verdict]:
        """How the rules judged a record; raises Cycle when that is what is being asked."""


class Context(msgspec.Struct, frozen=True, gc=False):
    """One judging: a record's facts under one rule."""

    facts: Facts
    archive: Archive
    kinds: Mapping[str, Kind]
    calendars: Mapping[int, Calendar]
    before: str
    says: str

    @property
    def before_act(self) -> Standing | None:
        """The act that was not to happen until the rule is met, if it has been done and is in the slip."""
        return next(iter(self.facts.lines(self.before)), None) if self.before else None

    @property
    def too_late(self) -> bool:
        """Whether what was to wait has already happened."""
        if self.before == NUMBER:
            return not self.facts.record.is_draft
        return self.before_act is not None

    @property
    def unmet(self) -> Status:
        """What an unmet demand amounts to now: waiting, or breached once the act it precedes is done."""
        return Status.BREACHED if self.too_late else Status.WAITING

    def reason(self, code: str, place: Place | None = None, /, **args: str) -> Finding:
        """A reason of the verdict, with the article's own words."""
        return Finding(code, place or self.facts.place(), args, self.says)


class Partial(msgspec.Struct, frozen=True, gc=False):
    """How one demand judged."""

    status: Status
    reasons: tuple[Finding, ...] = ()
    waits: tuple[Wait, ...] = ()
    rests_on: tuple[str, ...] = ()


MET = Partial(Status.MET)
NOT_APPLICABLE = Partial(Status.NOT_APPLICABLE)


def combined(parts: Sequence[Partial]) -> Partial:
    """Breached over waiting over met; what does not apply has no say unless nothing applies."""
    if len(parts) == 1 and (parts[0].status is Status.WAITING or not parts[0].waits):
        return parts[0]
    order = (Status.BREACHED, Status.WAITING, Status.MET, Status.NOT_APPLICABLE)
    status = min((part.status for part in parts), key=order.index, default=Status.MET)
    return Partial(
        status,
        tuple(reason for part in parts for reason in part.reasons),
        tuple(wait for part in parts for wait in part.waits) if status is Status.WAITING else (),
        tuple(dict.fromkeys(ref for part in parts for ref in part.rests_on)),
    )
