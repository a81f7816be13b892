"""What a record withholds from an audience, as the rules of its own day say: asked by whatever publishes it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from placet.model import Cabinet, Record
from placet.model.audience import PUBLIC
from placet.rules.cel import Unjudgeable
from placet.rules.compile import Compiled
from placet.rules.context import Facts, zone_of
from placet.rules.demands.withhold import Withhold
from placet.standing import Standing


@dataclass(frozen=True, slots=True)
class Withheld:
    """The `whole` record, or these `fields` of it."""

    whole: bool = False
    fields: frozenset[str] = frozenset()


def withheld(
    cabinet: Cabinet,
    rules: Iterable[Compiled],
    record: Record,
    audience: str,
    as_of: datetime,
    standings: Sequence[Standing] = (),
) -> Withheld:
    """What an audience (`internal` or `public`) may not see of a record, by its classification and these rules.

    `as_of` and `standings` (its acts) are for rules whose conditions ask about them. A rule of which it cannot be said
    whether it applies withholds. Raises KeyError for a record of a unit or kind that the cabinet does not have.
    """
    if audience == PUBLIC and record.classification != PUBLIC:
        return Withheld(whole=True)
    unit, kind = cabinet.units[record.unit], cabinet.kinds[record.kind]
    facts = Facts(record, kind, unit, standings, as_of, zone_of(cabinet.config), unit.parameters)
    fields: set[str] = set()
    for rule in rules:
        for demand in _applying(rule, facts):
            if demand.withholds_from(audience):
                if not demand.fields:
                    return Withheld(whole=True)
                fields |= {*demand.fields}
    return Withheld(fields=frozenset(fields))


def _applying(rule: Compiled, facts: Facts) -> tuple[Withhold, ...]:
    """What a rule withholds of a record, on the record's own day."""
    found = tuple(demand for demand, _ in rule.demands if isinstance(demand, Withhold))
    record = facts.record
    wanted = (rule.unit.id, rule.kind.id) == (record.unit, record.kind) and rule.in_force(facts.day or facts.today)
    if not found or not wanted:
        return ()
    try:
        return found if rule.when is None or rule.when.holds(facts) else ()
    except Unjudgeable:
        return found
