"""`assert`: an expression over the record, its acts and the unit's figures is true."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from placet.model import Field, Finding, Kind, Status, Unit
from placet.rules.altering import in_reading
from placet.rules.breaking import Breaking
from placet.rules.cel import Expression, Unjudgeable
from placet.rules.condition import listed, said
from placet.rules.context import MET, Context, Partial
from placet.rules.literals import SCALE
from placet.rules.naming import Naming
from placet.rules.scope import Scope
from placet.rules.wording import phrase
from placet.workdays import CalendarMissing

#: So many conditions are said in one breath, unless one of them is about each item of a list.
_FEW = 2


@dataclass(frozen=True, slots=True)
class Assert:
    """Conditions that must all be true."""

    conditions: tuple[Expression, ...]

    def judge(self, context: Context) -> Partial:
        """Met when all are true. Raises CalendarMissing when one needs a calendar that is not there."""
        reasons: list[Finding] = []
        for condition in self.conditions:
            try:
                if not condition.holds(context.facts):
                    values = shown(condition, context)
                    reasons.append(context.reason("VER030", expression=condition.source, values=values))
            except Unjudgeable as fault:
                reasons.append(unjudged(fault, condition.source, context))
        return Partial(context.unmet, tuple(reasons)) if reasons else MET

    def breakings(self, context: Context) -> Iterator[Breaking]:
        """Whatever the conditions read, changed."""
        yield from in_reading(context.facts, self.conditions)

    def plain(self, kind: Kind, unit: Unit) -> str:
        """The conditions in words, numbered where there are many."""
        sources = [one.source for one in self.conditions]
        claims, numerals = listed(sources, kind, unit), phrase("numerals")
        few = 1 if any(phrase("colon") in claim for claim in claims) else _FEW
        if few < len(claims) <= len(numerals):
            numbered = (f"{numeral}{claim}" for numeral, claim in zip(numerals, claims, strict=False))
            return phrase("assert-list", conditions=phrase("semicolon").join(numbered))
        whole = " && ".join(f"({source})" for source in sources) if len(sources) > 1 else sources[0]
        return phrase("assert", condition=said(whole, kind, unit))


def unjudged(fault: Unjudgeable, source: str, context: Context) -> Finding:
    """The reason for an expression without a value: what the record lacks, or what went wrong.

    Raises CalendarMissing when it is a calendar that is lacking: then nothing can be said at all.
    """
    if fault.years:
        raise CalendarMissing(fault.years[0])
    if fault.absent:
        return context.reason("VER031", expression=source, names=phrase("and").join(fault.absent))
    return context.reason("VER032", expression=source, text=fault.text)


def shown(condition: Expression, context: Context) -> str:
    """The values an expression read, under their titles, as people write them."""
    known, names = context.facts.values, Naming(context.facts.kind, context.facts.unit)
    pairs = [
        f"{variable.title or variable.name} = {_shown(known[variable.name], names.declared(variable.name), names)}"
        for variable in condition.reads
        if isinstance(known.get(variable.name), str | int | tuple | datetime)
    ]
    return phrase("semicolon").join(pairs)


def _shown(value: object, field: Field | None, names: Naming) -> str:
    """A value as CEL has it, turned back: numbers unscaled, ids by their titles, the parts of objects by theirs."""
    if isinstance(value, bool):
        return phrase("yes" if value else "no")
    if isinstance(value, int):
        return number_shown(value)
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}" if value.hour == value.minute == 0 else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, list | tuple):
        items = field.items if field else None
        return "[" + ", ".join(_shown(item, items, names) for item in value) + "]"
    if isinstance(value, dict):
        parts = field.properties if field else {}
        pairs = (f"{_title(parts.get(key), key)} {_shown(part, parts.get(key), names)}" for key, part in value.items())
        return phrase("object", parts=phrase("comma").join(pairs))
    return names.value(str(value), field)


def number_shown(value: int) -> str:
    """Ten-thousandths as people write the number."""
    return f"{(Decimal(value) / SCALE).normalize():f}"


def _title(field: Field | None, name: str) -> str:
    return field.title if field else name


def read(data: Any, scope: Scope, key: str) -> Assert | None:
    """The demand from an expression or a list of them."""
    if isinstance(data, list | tuple):
        found = [scope.condition(one, f"{key}[{index}]") for index, one in enumerate(data)]
    else:
        found = [scope.condition(data, key)]
    if not found:
        scope.fault("RUL018", key, expected="CEL")
        return None
    good = tuple(one for one in found if one is not None)
    return Assert(good) if len(good) == len(found) else None


def passes(condition: Expression | None, context: Context) -> bool | Finding:
    """Whether a `when` or `where` lets through: true without a condition; a reason when it cannot be judged."""
    if condition is None:
        return True
    try:
        return condition.holds(context.facts)
    except Unjudgeable as fault:
        return unjudged(fault, condition.source, context)


def status_of(reason: Finding | bool, context: Context) -> Status:
    """The status of a rule whose `when` gave this."""
    if isinstance(reason, Finding):
        return Status.WAITING if context.facts.record.is_draft else Status.BREACHED
    return Status.MET if reason else Status.NOT_APPLICABLE
