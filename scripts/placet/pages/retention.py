"""How long records must be kept, by the articles with `retain`, and which records dispose of others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

import msgspec

from placet.directory import references
from placet.model import Kind, Record
from placet.rules.compile import Compiled
from placet.rules.context import Facts, zone_of
from placet.rules.demands.retain import Retain

if TYPE_CHECKING:
    from placet.pages.view import View

#: Each demand to retain, by the path of the regulation's version, the rule, the unit and the kind it is on.
Retentions: TypeAlias = Mapping[tuple[str, str, str, str], Retain]


class Kept(msgspec.Struct, frozen=True, array_like=True):
    """Until which day a record must be kept, as of which class in words, and the kinds that may then dispose of it."""

    until: date
    grade: str
    disposals: tuple[str, ...]


def retentions(rules: Iterable[Compiled]) -> Retentions:
    """Return the demands to retain among compiled rules."""
    return {
        (one.regulation.path, one.rule.id, one.unit.id, one.kind.id): demand
        for one in rules
        for demand, _ in one.demands
        if isinstance(demand, Retain)
    }


def kept(view: View, record: Record) -> Kept | None:
    """Return until when a filed record must be kept; None without such a rule, for ever, and while nobody can tell."""
    if record.is_draft or record.annulled or not view.retentions:
        return None
    for verdict in view.verdicts.get(record.path, ()):
        demand = view.retentions.get((verdict.regulation, verdict.rule, record.unit, record.kind))
        grade = str(record.fields.get(demand.field, "")) if demand else ""
        until = demand.last_day(grade, _facts(view, record)) if demand and grade in demand.periods else None
        if demand and until:
            titles = view.kind_of(record).fields[demand.field].choice_titles
            return Kept(until, titles.get(grade, grade), demand.disposals)
    return None


def _facts(view: View, record: Record) -> Facts:
    config, unit = view.cabinet.config, view.unit_of(record)
    return Facts(record, view.kind_of(record), unit, (), view.outcome.as_of, zone_of(config), unit.parameters)


def disposes(view: View, record: Record, kind: Kind) -> tuple[str, ...]:
    """Return the names of the records that a filed record disposes of; none where its kind disposes of nothing."""
    if record.is_draft or record.annulled or (record.unit, kind.id) not in view.disposing:
        return ()
    return tuple(references(record, kind))
