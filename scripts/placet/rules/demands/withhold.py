"""`withhold`: what certain readers may not see, of a whole record or of some of its fields."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from placet.model import Field, Kind, Record, Unit
from placet.model.audience import AUDIENCES, PUBLIC
from placet.rules.altering import with_record
from placet.rules.breaking import Breaking
from placet.rules.context import MET, Context, Facts, Partial
from placet.rules.scope import Scope
from placet.rules.wording import phrase

#: Types whose words a reader would recognise elsewhere in the record.
_NAMED = ("text", "person")
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Withhold:
    """The audience that may not see it, and all wider ones; the fields withheld, none for the whole record."""

    audience: str
    fields: tuple[str, ...]

    def judge(self, context: Context) -> Partial:
        """Unmet when the record is classified public though it is withheld, or though it tells a withheld field."""
        facts = context.facts
        record = facts.record
        if record.classification != PUBLIC:
            return MET
        if not self.fields:
            return Partial(context.unmet, (context.reason("VER088", facts.place("classification")),))
        told = [(name, where) for name in self.fields for where in self._told(name, facts)]
        reasons = tuple(
            context.reason("VER089", facts.place(where), field=facts.field_title(name), where=_title(where, facts.kind))
            for name, where in told
        )
        return Partial(context.unmet, reasons) if reasons else MET

    def breakings(self, context: Context) -> Iterator[Breaking]:
        """Classified public; or public and telling what a withheld field holds."""
        facts = with_record(context.facts, classification=PUBLIC)
        yield Breaking("public", phrase("record-classification"), (facts,))
        for name in self.fields:
            declared = facts.kind.fields[name]
            for word in _words(facts.record.fields.get(name), declared, facts.unit):
                yield Breaking("told", declared.title, (with_record(facts, body=f"{facts.record.body}{word}"),))

    def withholds_from(self, audience: str) -> bool:
        """Whether this audience may not see it."""
        return AUDIENCES.index(audience) >= AUDIENCES.index(self.audience)

    def _told(self, name: str, facts: Facts) -> Iterator[str]:
        """Where else a public record says what a withheld field holds."""
        words = [*_words(facts.record.fields.get(name), facts.kind.fields[name], facts.unit)]
        for where, text in _texts(facts.record, facts.kind, self.fields):
            if any(word in text for word in words):
                yield where

    def plain(self, kind: Kind, unit: Unit) -> str:
        """What is withheld from whom."""
        audience = phrase(f"audience-{self.audience}")
        if not self.fields:
            return phrase("withhold", audience=audience)
        fields = phrase("and").join(kind.fields[name].title for name in self.fields)
        return phrase("withhold-fields", audience=audience, fields=fields)


def _words(value: object, field: Field, unit: Unit) -> Iterator[str]:
    """The words by which a reader would know a field's value: a text, or a person's name."""
    if isinstance(value, tuple | list) and field.items is not None:
        for one in value:
            yield from _words(one, field.items, unit)
    elif isinstance(value, str) and field.type in _NAMED:
        person = unit.persons.get(value) if field.type == "person" else None
        word = person.name if person is not None else value
        if len(word) >= _SHORTEST:
            yield word


def _texts(record: Record, kind: Kind, withheld: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The title, the text and the other text fields, by their names."""
    yield "title", record.title
    yield "body", record.body
    for name, value in record.fields.items():
        if name not in withheld and name in kind.fields and kind.fields[name].type == "text" and isinstance(value, str):
            yield name, value


def _title(where: str, kind: Kind) -> str:
    return kind.fields[where].title if where in kind.fields else phrase(f"record-{where}")


def read(data: Any, scope: Scope, key: str) -> Withhold | None:
    """The demand from `{from, fields}` or an audience; faults are reported to the scope."""
    if isinstance(data, str):
        data = {"from": data}
    if not scope.mapping(data, ("from", "fields"), key, ("from",)):
        return None
    audiences, fields = _listed(data["from"]), _listed(data.get("fields", ()))
    good = [scope.known("RUL043", one, AUDIENCES, f"{key}.from") for one in audiences]
    good += [scope.field_of(name, f"{key}.fields[{index}]") is not None for index, name in enumerate(fields)]
    if not audiences:
        scope.fault("RUL018", f"{key}.from", expected=" | ".join(AUDIENCES))
        return None
    if not all(good):
        return None
    return Withhold(min(map(str, audiences), key=AUDIENCES.index), tuple(map(str, fields)))


def _listed(data: Any) -> tuple[Any, ...]:
    return tuple(data) if isinstance(data, list | tuple) else (data,)
