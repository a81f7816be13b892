"""Which other records a rule looks at: those linked to the one it judges, and those whose totals a record enters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress

from placet.gate.lazy import Lazy
from placet.model import Record
from placet.rules.cel import Unjudgeable
from placet.rules.compile import Compiled
from placet.rules.demands import Demand
from placet.rules.demands.deadline import Deadline
from placet.rules.demands.link import Link
from placet.rules.demands.retain import Retain
from placet.rules.demands.total import Total


def linked(demand: Demand) -> tuple[str, ...]:
    """The kinds of records that a demand looks at when they name the judged record or are named by it."""
    if isinstance(demand, Link):
        return demand.registers
    if isinstance(demand, Deadline):
        points = (demand.event, demand.after)
        return tuple(kind for one in points if one is not None and one.link is not None for kind in one.link.registers)
    if isinstance(demand, Retain):
        return demand.disposals
    return tuple(demand.ledger.readings) if isinstance(demand, Total) and demand.referring else ()


def totalled(rules: Iterable[Compiled], record: Record, archive: Lazy) -> Iterator[Record]:
    """The records judged by these rules whose totals `record` enters.

    Left out where the record itself is judged by the same total and limit: then its own verdict says it.
    """
    for rule in rules:
        for demand, _ in rule.demands:
            if not isinstance(demand, Total) or demand.referring or not demand.ledger.counts(record):
                continue
            entry = next(archive.entries(demand.ledger, (record,)), None)
            if entry is None or _judged_alike(rule, demand, record, entry[0], archive):
                continue
            for other in archive.of_kind(rule.unit.id, rule.kind.id):
                with suppress(Unjudgeable):
                    if demand.ledger.key(archive.facts(other)) == entry[0]:
                        yield other


def _judged_alike(rule: Compiled, total: Total, record: Record, key: str, archive: Lazy) -> bool:
    """Whether the rule judges the record itself by the same total and limit as all the others that share the key."""
    if record.kind != rule.kind.id or not total.is_alike_for_all:
        return False
    facts = archive.facts(record)
    try:
        applies = rule.when is None or rule.when.holds(facts)
        return applies and rule.in_force(facts.day or facts.today) and total.ledger.key(facts) == key
    except Unjudgeable:
        return False
