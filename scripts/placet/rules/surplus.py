"""How a total is broken: counted records taken away, added, or of another amount."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING

from placet.rules.altering import acted_with, in_reading, in_this_reading, with_field, with_record
from placet.rules.breaking import Breaking
from placet.rules.cel import Expression, Unjudgeable
from placet.rules.context import Context, Facts
from placet.rules.ledger import Reading
from placet.rules.literals import SCALE

if TYPE_CHECKING:
    from placet.rules.demands.total import Total

#: The smallest amounts by which a limit is passed, so many records looked at, so many more of one at a time.
_STEPS = (Decimal("0.01"), Decimal(1))
_FEW, _MANY = 3, (1, 2, 5, 20)


def breakings(total: Total, context: Context) -> Iterator[Breaking]:
    """Changes of what is counted and of the limit, the smallest first."""
    counted = [*islice(_counted(total, context), _FEW)]
    others = [one for one in counted if one.record.path != context.facts.record.path]
    for one in counted:
        yield from _amounts(total, one, context)
    yield from in_reading(context.facts, (total.limit,))
    for one in others:
        yield Breaking("annul", one.kind.title, (with_record(one, annulled=one.kind.title),))
    for one in counted:
        yield from in_reading(one, _read(total.ledger.readings[one.record.kind]))
    yield from _more(total, context, counted)
    if len(others) > 1:
        everyone = [one for one in _counted(total, context) if one.record.path != context.facts.record.path]
        title = others[0].kind.title
        yield Breaking("annul", title, tuple(with_record(one, annulled=title) for one in everyone))
    rests = [one for reading in total.ledger.readings.values() for one in reading.rest]
    yield from in_this_reading(context.facts, rests)
    yield from in_reading(context.facts, total.ledger.keys)


def _read(reading: Reading) -> list[Expression]:
    return [*reading.own, *reading.rest, *reading.keys, *([reading.of] if reading.of is not None else [])]


def _counted(total: Total, context: Context) -> Iterator[Facts]:
    """The records that the judged one's total is made of."""
    try:
        key = "" if total.referring else total.ledger.key(context.facts)
    except Unjudgeable:
        return
    for line in total.lines(key, context) if key is not None else ():
        found = context.archive.record(line.ref)
        if found is not None:
            yield context.facts if found.path == context.facts.record.path else context.archive.facts(found)


def _amounts(total: Total, facts: Facts, context: Context) -> Iterator[Breaking]:
    """One amount so changed that the total just passes its limit."""
    of = total.ledger.readings[facts.record.kind].of
    if of is None:
        return
    try:
        left = total.left(context)
    except Unjudgeable:
        return
    room = Decimal(left) / SCALE
    head, _, rest = of.source.partition(".")
    for step in _STEPS:
        for change in (room + step, room - step):
            if of.source in facts.kind.fields:
                old = facts.record.fields.get(of.source)
                if isinstance(old, Decimal):
                    title = facts.field_title(of.source)
                    yield Breaking("amount", title, (with_field(facts, of.source, old + change),))
            elif head == "data":
                act, _, key = rest.partition(".")
                found = facts.lines(act)
                old = found[-1].act.data.get(key) if found else None
                if isinstance(old, Decimal):
                    yield Breaking("amount", facts.act_title(act), (acted_with(facts, act, key, old + change),))


def _more(total: Total, context: Context, counted: Sequence[Facts]) -> Iterator[Breaking]:
    """More records like one that is counted; like any, made to count, where none is."""
    for one in counted or [*_made(total, context)]:
        for many in _MANY:
            yield Breaking("another", one.kind.title, tuple(_copy(one, number) for number in range(many)))


def _copy(facts: Facts, number: int) -> Facts:
    record = facts.record
    path = f"{record.path.removesuffix('.md')}-{number}.md"
    return with_record(facts, path=path, id=f"{record.id}-{number}")


def _made(total: Total, context: Context) -> Iterator[Facts]:
    """Records of the counted kinds, given what the judged record wants of them."""
    judged = context.facts
    for kind, reading in total.ledger.readings.items():
        filed = (one for one in context.archive.of_kind(total.ledger.unit, kind) if total.ledger.counts(one))
        for record in islice(filed, _FEW):
            made = context.archive.facts(record)
            made = with_record(made, refers=(*made.record.refers, judged.record.ref)) if total.referring else made
            if total.ledger.every and judged.day is not None:
                made = with_field(made, made.kind.date, judged.day)
            for theirs, ours in zip(reading.keys, total.ledger.keys, strict=True):
                value = judged.record.fields.get(ours.source)
                if theirs.source in made.kind.fields and value is not None:
                    made = with_field(made, theirs.source, value)
            yield made
            for one in in_reading(made, _read(reading)):
                yield one.facts[0]
