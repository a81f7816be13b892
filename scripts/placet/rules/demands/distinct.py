"""`distinct`: these acts and fields name different persons (separation of duties)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from placet import office
from placet.model import Finding, Kind, Place, Unit
from placet.rules.altering import in_person, with_field
from placet.rules.breaking import Breaking
from placet.rules.context import MET, NOT_APPLICABLE, Context, Facts, Partial
from placet.rules.scope import Scope
from placet.rules.wording import phrase


@dataclass(frozen=True, slots=True)
class Distinct:
    """Acts and person fields, no two of which may be the same person's."""

    acts: tuple[str, ...]
    fields: tuple[str, ...]

    def judge(self, context: Context) -> Partial:
        """Unmet for every pair in one person's hands; a pair of which one is not there yet says nothing."""
        facts = context.facts
        named = list(self._named(facts))
        if len({title for title, _, _ in named}) <= 1:
            return NOT_APPLICABLE
        reasons: list[Finding] = []
        for (first, one, _), (second, other, place) in combinations(named, 2):
            if one == other and first != second:
                name = office.name(facts.unit, one)
                reasons.append(context.reason("VER020", place, first=first, second=second, person=name))
        return Partial(context.unmet, tuple(reasons)) if reasons else MET

    def _named(self, facts: Facts) -> Iterator[tuple[str, str, Place]]:
        for name in self.fields:
            for person in _persons(facts, name):
                yield facts.field_title(name), person, facts.place(name)
        for act in self.acts:
            for standing in facts.lines(act):
                yield facts.act_title(act), standing.act.by, Place(facts.record.slip_path, standing.act.line, 1)

    def breakings(self, context: Context) -> Iterator[Breaking]:
        """Every act and field taken by one of the others."""
        facts = context.facts
        persons = tuple(dict.fromkeys(person for _, person, _ in self._named(facts)))
        for act in self.acts:
            yield from in_person(facts, act, persons)
        for name in self.fields:
            is_list = facts.kind.fields[name].type == "list"
            for person in persons:
                value = (*_persons(facts, name), person) if is_list else person
                yield Breaking("person", facts.field_title(name), (with_field(facts, name, value),))

    def plain(self, kind: Kind, unit: Unit) -> str:
        """The acts and fields in words."""
        titles = [kind.fields[name].title for name in self.fields] + [kind.acts[name].title for name in self.acts]
        return phrase("distinct", names=phrase("and").join(titles))


def _persons(facts: Facts, name: str) -> tuple[str, ...]:
    value = facts.record.fields.get(name, ())
    listed = (value,) if isinstance(value, str) else value if isinstance(value, tuple | list) else ()
    return tuple(person for person in listed if isinstance(person, str) and person)


def read(data: Any, scope: Scope, key: str) -> Distinct | None:
    """The demand from `{acts: […], fields: […]}` or a list of acts; at least two names in all."""
    if isinstance(data, list | tuple):
        data = {"acts": data}
    if not scope.mapping(data, ("acts", "fields"), key):
        return None
    acts, fields = _listed(data.get("acts", ())), _listed(data.get("fields", ()))
    good = [scope.act(name, f"{key}.acts[{index}]") for index, name in enumerate(acts)]
    good += [
        scope.field_of(name, f"{key}.fields[{index}]", ("person",), items=True) is not None
        for index, name in enumerate(fields)
    ]
    if len(good) <= 1:
        scope.fault("RUL018", key, expected="{acts: […], fields: […]}")
        return None
    return Distinct(tuple(map(str, acts)), tuple(map(str, fields))) if all(good) else None


def _listed(data: Any) -> tuple[Any, ...]:
    return tuple(data) if isinstance(data, list | tuple) else (data,)
