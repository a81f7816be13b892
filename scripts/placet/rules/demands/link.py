"""`link`: the record refers to records of a register that are themselves in order, or they refer to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from placet.model import Finding, Kind, Record, Status, Unit, Wait
from placet.rules.altering import in_reading, in_this_reading, with_field, with_record, without_act
from placet.rules.breaking import Breaking
from placet.rules.cel import Expression, Unjudgeable
from placet.rules.condition import said
from placet.rules.context import Context, Cycle, Facts, Partial
from placet.rules.scope import Scope
from placet.rules.who import entitled
from placet.rules.wording import phrase

_KEYS = ("register", "via", "reverse", "count", "where", "done", "met")
REFERS = "refers"


@dataclass(frozen=True, slots=True)
class Link:
    """What must be linked: records of `registers`, in the field `via`, so many, in such a state."""

    registers: tuple[str, ...]
    titles: tuple[str, ...]
    shown: Kind
    via: str
    reverse: bool
    count: int
    where: Mapping[str, Expression]
    done: tuple[str, ...]
    met: bool

    def judge(self, context: Context) -> Partial:
        """Met when enough linked records are as demanded; what is wrong with the others is said."""
        good, reasons = self.examine(context)
        rests = tuple(record.ref for record in good)
        if len(good) >= self.count:
            return Partial(Status.MET, rests_on=rests)
        title = phrase("or").join(self.titles)
        code = "VER050" if self.reverse else "VER051"
        place = context.facts.place(self.via)
        missing = context.reason(code, place, register=title, count=str(self.count), have=str(len(good)))
        return Partial(context.unmet, (missing, *reasons), (Wait(title),), rests)

    def examine(self, context: Context) -> tuple[list[Record], tuple[Finding, ...]]:
        """The linked records that are as demanded, and what is wrong with those that are not."""
        good: list[Record] = []
        reasons: list[Finding] = []
        for record in self._linked(context):
            wrong = self._wrong(record, context)
            if wrong is None:
                good.append(record)
            else:
                reasons.append(wrong)
        return good, tuple(reasons)

    def _linked(self, context: Context) -> Iterator[Record]:
        archive, record = context.archive, context.facts.record
        if self.reverse:
            for kind in self.registers:
                yield from archive.referring(record, kind)
            return
        value = record.refers if self.via == REFERS else record.fields.get(self.via, ())
        for ref in dict.fromkeys((value,) if isinstance(value, str) else _refs(value)):
            found = archive.record(ref)
            if found is not None and found.kind in self.registers:
                yield found

    def _wrong(self, record: Record, context: Context) -> Finding | None:
        place, ref = context.facts.place(self.via), record.title or record.ref
        if record.annulled:
            return context.reason("VER056", place, record=ref)
        facts = context.archive.facts(record)
        for act in self.done:
            if not entitled(facts, act):
                return context.reason("VER054", place, record=ref, act=facts.act_title(act))
        condition = self.where.get(record.kind)
        if condition is not None:
            try:
                if not condition.holds(facts.seen_by(context.facts)):
                    return context.reason("VER053", place, record=ref, expression=condition.source)
            except Unjudgeable as fault:
                names = phrase("and").join(fault.absent) or fault.text
                return context.reason("VER057", place, record=ref, expression=condition.source, names=names)
        return settled(record, context) if self.met else None

    def breakings(self, context: Context) -> Iterator[Breaking]:
        """The references dropped, and as many linked records as needed changed so that they no longer serve."""
        good, _ = self.examine(context)
        broken = [context.archive.facts(record) for record in good[self.count - 1 :]]
        if not broken:
            return
        title, paths = phrase("or").join(self.titles), tuple(one.record.path for one in broken)
        if not self.reverse:
            yield Breaking("reference", title, (self._unlinked(context, good),))
        yield Breaking("annul", title, tuple(with_record(one, annulled=title) for one in broken))
        if self.met:
            yield Breaking("breach", title, (broken[0],), paths)
        for act in self.done:
            yield Breaking("drop-act", broken[0].act_title(act), tuple(without_act(one, act) for one in broken))
        conditions = [self.where[kind] for kind in self.registers if kind in self.where]
        others = tuple(with_record(one, annulled=title) for one in broken[1:])
        for one in in_reading(broken[0], conditions):
            yield replace(one, facts=(*one.facts, *others))
        yield from in_this_reading(context.facts, conditions)

    def _unlinked(self, context: Context, good: Sequence[Record]) -> Facts:
        """The record without its references to these."""
        facts, names = context.facts, {name for one in good for name in (one.ref, one.id)}
        if self.via == REFERS:
            return with_record(facts, refers=tuple(ref for ref in facts.record.refers if ref not in names))
        value = facts.record.fields.get(self.via, ())
        left = None if isinstance(value, str) else tuple(ref for ref in _refs(value) if ref not in names)
        return with_field(facts, self.via, left)

    def plain(self, kind: Kind, unit: Unit) -> str:
        """The link in words."""
        registers = phrase("or").join(self.titles)
        key = "link-reverse" if self.reverse else "link"
        key = key if self.count == 1 else f"{key}-count"
        acts = [phrase("is-done", title=self.shown.acts[act].title) for act in self.done if act in self.shown.acts]
        source = self.where[self.shown.id].source if self.where else ""
        parts = [*acts, *([said(source, self.shown, unit, this=kind)] if source else [])]
        where = phrase("bracketed", text=phrase("both").join(parts)) if parts else ""
        return phrase(key, register=registers, count=str(self.count), where=where)


def _refs(value: object) -> tuple[str, ...]:
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, tuple | list) else ()


def settled(record: Record, context: Context) -> Finding | None:
    """None when a record is filed and breaches no rule, otherwise why it cannot be relied on."""
    place, ref = context.facts.place(), record.title or record.ref
    if record.is_draft:
        return context.reason("VER058", place, record=ref)
    try:
        verdicts = context.archive.verdicts(record)
    except Cycle as cycle:
        if cycle.path != context.facts.record.path:
            raise
        return context.reason("VER055", place, record=ref)
    breached = [verdict.rule for verdict in verdicts if verdict.status is Status.BREACHED]
    if breached:
        return context.reason("VER052", place, record=ref, rules=", ".join(breached))
    return None


def read(data: Any, scope: Scope, key: str) -> Link | None:
    """The demand from its data; faults are reported to the scope."""
    if isinstance(data, str):
        data = {"register": data}
    if not scope.mapping(data, _KEYS, key, ("register",)):
        return None
    registers = _listed(data["register"])
    kinds = scope.environments.kinds
    if not all(scope.known("RUL016", one, kinds, f"{key}.register") for one in registers):
        return None
    reverse, via = data.get("reverse") is True, str(data.get("via", REFERS))
    if via != REFERS and not reverse and scope.field_of(via, f"{key}.via", ("record",), items=True) is None:
        return None
    done = _listed(data.get("done", ()))
    known = {act for one in registers for act in kinds[one].acts}
    unknown = [act for act in done if not scope.known("RUL002", act, sorted(known), f"{key}.done")]
    where: dict[str, Expression] = {}
    if "where" in data:
        for one in registers:
            condition = scope.condition(data["where"], f"{key}.where", one, scope.kind.id)
            if condition is None:
                return None
            where[one] = condition
    count = scope.number(data.get("count", 1), f"{key}.count")
    if unknown or count is None:
        return None
    titles = tuple(kinds[one].title for one in registers)
    return Link(
        registers, titles, kinds[registers[0]], via, reverse, count, where, done, data.get("met", True) is not False
    )


def _listed(data: Any) -> tuple[Any, ...]:
    return tuple(data) if isinstance(data, list | tuple) else (data,)
