"""`total`: sums or counts over many records stay within a limit, or agree with a number on the record judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from placet.model import Finding, Kind, Record, Status, Unit, Wait
from placet.rules import condition, surplus
from placet.rules.breaking import Breaking
from placet.rules.cel import Expression, ExpressionFault, Unjudgeable
from placet.rules.conjuncts import Conjuncts, conjuncts
from placet.rules.context import MET, Context, Facts, Partial
from placet.rules.demands.assertion import number_shown, unjudged
from placet.rules.ledger import Ledger, Line, Reading, doubt, line_of
from placet.rules.periods import MONTHS, around
from placet.rules.scope import Scope
from placet.rules.wording import phrase
from placet.workdays import CalendarMissing

AT_MOST, AT_LEAST, EQUALS = "at-most", "at-least", "equals"
_LIMITS = {AT_MOST: "VER080", AT_LEAST: "VER081", EQUALS: "VER082"}
_KEYS = ("register", "of", "where", "over", *_LIMITS)
_REFERS = "refers"
_END = time(23, 59, 59)


@dataclass(frozen=True, slots=True)
class Said:
    """What the author wrote, for the words of reasons and sentences."""

    of: str
    where: str
    over: str
    field: str


@dataclass(frozen=True, slots=True)
class Total:
    """What `ledger` gathers for a record, compared with `limit` on it; of `referring` only those that name it."""

    ledger: Ledger
    compare: str
    limit: Expression
    referring: bool
    kinds: Mapping[str, Kind]
    said: Said

    @property
    def is_alike_for_all(self) -> bool:
        """Whether all records that share a key have the same total and the same limit."""
        alone = all(one.name.startswith("param.") for one in self.limit.reads)
        return alone and not any(reading.rest for reading in self.ledger.readings.values())

    def judge(self, context: Context) -> Partial:
        """Met within the limit; what may still grow to reach it is awaited until its period is over.

        Raises CalendarMissing where a condition needs a calendar that is not there.
        """
        facts = context.facts
        source = self.limit.source
        try:
            limit, source = self.limit.evaluate(facts), self.said.where
            key = "" if self.referring else self.ledger.key(facts)
        except Unjudgeable as fault:
            return Partial(context.unmet, (unjudged(fault, source, context),))
        if key is None:
            reason = context.reason("VER060", field=facts.field_title(facts.kind.date))
            return Partial(context.unmet, (reason,))
        assert isinstance(limit, int)
        amount, doubtful, rests = self.count(key, context)
        if doubtful is not None:
            return Partial(context.unmet, (self._doubt(doubtful, context),), rests_on=rests)
        if {AT_MOST: amount <= limit, AT_LEAST: amount >= limit, EQUALS: amount == limit}[self.compare]:
            return Partial(Status.MET, rests_on=rests) if rests else MET
        words = {"total": self._what(facts), "have": number_shown(amount), "limit": number_shown(limit)}
        return self._unmet(context.reason(_LIMITS[self.compare], **words), context, rests)

    def _unmet(self, reason: Finding, context: Context, rests: tuple[str, ...]) -> Partial:
        facts, title = context.facts, phrase("or").join(kind.title for kind in self.kinds.values())
        if self.compare == AT_LEAST and self.ledger.every and facts.day is not None:
            end = datetime.combine(around(self.ledger.every, facts.day).until, _END, tzinfo=facts.zone)
            if not facts.is_over(end):
                return Partial(Status.WAITING, (reason,), (Wait(title, until=end),), rests)
        waits = () if self.compare == AT_MOST else (Wait(title),)
        return Partial(context.unmet, (reason,), waits, rests)

    def count(self, key: str, context: Context) -> tuple[int, Line | None, tuple[str, ...]]:
        """What it comes to, a record of which that cannot be said, and on which records it rests where they are few."""
        if self.referring or any(reading.rest for reading in self.ledger.readings.values()):
            lines = [*self.lines(key, context)]
            doubtful = next((line for line in lines if line.lacks or line.year), None)
            return sum(line.amount for line in lines), doubtful, tuple(line.ref for line in lines)
        group = context.archive.group(self.ledger, key)
        own = self._own(key, context)
        lines = [*group.doubtful[:1], *([own] if own is not None and (own.lacks or own.year) else [])]
        return group.total + (own.amount if own is not None else 0), next(iter(lines), None), ()

    def left(self, context: Context) -> int:
        """What is left up to the limit. Raises Unjudgeable."""
        key, limit = self.ledger.key(context.facts), self.limit.evaluate(context.facts)
        assert isinstance(limit, int)
        return limit - self.count(key or "", context)[0]

    def _own(self, key: str, context: Context) -> Line | None:
        """What a draft would add itself: it is not yet among those that are filed."""
        record = context.facts.record
        if not record.is_draft or record.kind not in self.ledger.readings or record.annulled:
            return None
        entry = self.ledger.entry(context.facts)
        return entry[1] if entry is not None and entry[0] == key else None

    def lines(self, key: str, context: Context) -> Iterator[Line]:
        """What the records add that are as demanded when each is looked at together with the one that is judged."""
        archive, record = context.archive, context.facts.record
        if self.referring:
            found = [one for kind in self.ledger.readings for one in archive.referring(record, kind)]
            looked = [self._line(one, context) for one in found if self.ledger.counts(one)]
            yield from (line for line in looked if line is not None)
            return
        own = self._own(key, context)
        for line in (*archive.group(self.ledger, key).lines, *([own] if own is not None else [])):
            one = record if line is own else archive.record(line.ref)
            looked_at = line if line.lacks or line.year or one is None else self._line(one, context)
            if looked_at is not None:
                yield looked_at

    def _line(self, record: Record, context: Context) -> Line | None:
        """What a record adds, looked at together with the one that is judged."""
        seen = context.facts if record is context.facts.record else context.archive.facts(record)
        reading = self.ledger.readings[record.kind]
        try:
            if not all(one.holds(seen.seen_by(context.facts)) for one in reading.rest):
                return None
        except Unjudgeable as fault:
            return doubt(record.ref, fault)
        return line_of(reading.of, seen)

    def _doubt(self, line: Line, context: Context) -> Finding:
        if line.year:
            raise CalendarMissing(line.year)
        return context.reason("VER083", total=self._what(context.facts), record=line.ref, names=line.lacks)

    def _what(self, facts: Facts) -> str:
        """What is counted, in words; the period by its name."""
        every = self.ledger.every
        over = around(every, facts.day).name if every and facts.day is not None else ""
        return self._words(facts.kind, facts.unit, phrase("total-in", period=over) if over else self._over(facts.kind))

    def _over(self, kind: Kind) -> str:
        if self.said.field:
            return phrase("total-same", title=kind.fields[self.said.field].title)
        return phrase(f"total-{self.said.over}") if self.said.over else ""

    def _words(self, kind: Kind, unit: Unit, over: str) -> str:
        first = next(iter(self.kinds.values()))
        where = self.said.where and phrase("bracketed", text=condition.said(self.said.where, first, unit, this=kind))
        register = phrase("or").join(one.title for one in self.kinds.values())
        if not self.said.of:
            return phrase("total-count", over=over, register=register, where=where)
        of = condition.named(self.said.of, first, unit)
        return phrase("total-sum", over=over, register=register, where=where, of=of)

    def breakings(self, context: Context) -> Iterator[Breaking]:
        """Counted records less or more, or of another amount; another limit on the judged one."""
        return surplus.breakings(self, context)

    def plain(self, kind: Kind, unit: Unit) -> str:
        """The total and its limit in words."""
        total = self._words(kind, unit, self._over(kind))
        return phrase(f"total-{self.compare}", total=total, limit=condition.named(self.limit.source, kind, unit))


def read(data: Any, scope: Scope, key: str) -> Total | None:
    """The demand from `{register, of, where, over}` and one of `at-most`, `at-least`, `equals`."""
    if not scope.mapping(data, _KEYS, key):
        return None
    compares = [name for name in _LIMITS if name in data]
    if len(compares) != 1:
        scope.fault("RUL018", key, expected=" | ".join(_LIMITS))
        return None
    named = data.get("register", scope.kind.id)
    names = tuple(named) if isinstance(named, list | tuple) else (named,)
    kinds = scope.environments.kinds
    if not names or not all(scope.known("RUL016", one, kinds, f"{key}.register") for one in names):
        return None
    over, field = data.get("over", ""), ""
    if isinstance(over, Mapping):
        field = _field(over, names, scope, f"{key}.over")
        over = ""
        if not field:
            return None
    elif over and not scope.known("RUL026", over, (*MONTHS, _REFERS, "{field: …}"), f"{key}.over"):
        return None
    limit = scope.amount(data[compares[0]], f"{key}.{compares[0]}")
    ledger = _ledger(data, names, (over, field), scope, key)
    if limit is None or ledger is None:
        return None
    said = Said(str(data.get("of", "")), str(data.get("where", "")), over, field)
    return Total(ledger, compares[0], limit, over == _REFERS, {name: kinds[name] for name in names}, said)


def _field(over: Mapping[str, Any], names: tuple[Any, ...], scope: Scope, key: str) -> str:
    """The field that the judged record and all counted ones have in common."""
    if not scope.mapping(over, ("field",), key, ("field",)) or scope.field_of(over["field"], f"{key}.field") is None:
        return ""
    fields = (scope.environments.kinds[str(name)].fields for name in names)
    known = [scope.known("RUL003", over["field"], one, f"{key}.field") for one in fields]
    return str(over["field"]) if all(known) else ""


def _ledger(
    data: Mapping[str, Any], names: tuple[Any, ...], gather: tuple[str, str], scope: Scope, key: str
) -> Ledger | None:
    """What is counted, compiled for each kind; None where something is wrong with an expression."""
    over, field = gather
    readings: dict[str, Reading] = {}
    ours: list[str] = []
    for name in names:
        whole = scope.condition(data["where"], f"{key}.where", name, scope.kind.id) if "where" in data else None
        of = scope.amount(data["of"], f"{key}.of", name) if "of" in data else None
        if ("where" in data and whole is None) or ("of" in data and of is None):
            return None
        if whole is not None and over == _REFERS:
            readings[name] = Reading(rest=(whole,), of=of)
            continue
        linked = scope.environments.of(scope.unit, name, scope.kind.id)
        cut = conjuncts(whole.source, frozenset(linked.variables)) if whole is not None else Conjuncts()
        equal = [*cut.equal, *([(field, field)] if field else [])]
        own = scope.environments.of(scope.unit, name)
        try:
            readings[name] = Reading(
                tuple(own.condition(one) for one in cut.own),
                tuple(own.expression(one) for one, _ in equal),
                tuple(linked.condition(one) for one in cut.rest),
                of,
            )
            ours = [judged for _, judged in equal]
        except ExpressionFault as fault:
            scope.fault("RUL018", f"{key}.where", expected=str(fault))
            return None
    judged = scope.environments.of(scope.unit, scope.kind.id)
    place = f"{scope.unit.id}\0{scope.rule.place.path}\0{scope.rule.id}\0{scope.kind.id}\0{key}"
    every = over if over in MONTHS else ""
    return Ledger(place, scope.unit.id, readings, tuple(judged.expression(one) for one in ours), every)
