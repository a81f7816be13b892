"""`retain`: a record has an archival class, and is disposed of only when its period is over and that is approved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from placet.model import Finding, Kind, Status, Unit, Wait
from placet.rules.altering import with_field
from placet.rules.breaking import Breaking
from placet.rules.context import Context, Facts, Partial
from placet.rules.demands.link import settled
from placet.rules.scope import Scope
from placet.rules.wording import phrase

FOREVER = "forever"
_KEYS = ("class", "periods", "from", "disposal")
_PARAMETER = "param."


@dataclass(frozen=True, slots=True)
class Retain:
    """The field of the class; each class's years, or the parameter that gives them, None for ever; what disposes."""

    field: str
    periods: Mapping[str, int | str | None]
    start: str
    disposals: tuple[str, ...]
    titles: tuple[str, ...]

    def judge(self, context: Context) -> Partial:
        """Met when the class is known and nothing disposed of the record before its time."""
        facts = context.facts
        found, titles = facts.record.fields.get(self.field), facts.kind.fields[self.field].choice_titles
        if found not in self.periods:
            title, known = facts.field_title(self.field), [titles.get(one, one) for one in self.periods]
            words = {"field": title, "value": str(found or ""), "known": phrase("and").join(known)}
            reason = context.reason("VER085", facts.place(self.field), **words)
            return Partial(context.unmet, (reason,), (Wait(title),))
        disposals = [*self._disposals(str(found), context)]
        rests = tuple(ref for _, ref in disposals)
        reasons = tuple(wrong for wrong, _ in disposals if wrong is not None)
        return Partial(context.unmet if reasons else Status.MET, reasons, rests_on=rests)

    def _disposals(self, name: str, context: Context) -> Iterator[tuple[Finding | None, str]]:
        """Each filed record that disposes of this one, and why it may not."""
        archive, facts = context.archive, context.facts
        last = self.last_day(name, facts)
        shown = facts.kind.fields[self.field].choice_titles.get(name, name)
        for kind in self.disposals:
            for record in archive.referring(facts.record, kind):
                if record.is_draft or record.annulled:
                    continue
                words = {"disposal": record.title or record.ref, "class": shown}
                day = archive.facts(record).day
                if self.periods[name] is None:
                    yield context.reason("VER086", facts.place(self.field), **words), record.ref
                elif last is None or day is None or day <= last:
                    due = {"until": str(last or ""), "day": str(day or "")}
                    yield context.reason("VER087", facts.place(self.field), **words, **due), record.ref
                else:
                    yield settled(record, context), record.ref

    def last_day(self, name: str, facts: Facts) -> date | None:
        """The last day a record of this class must be kept, None for ever or while it has no day to count from."""
        value = facts.record.fields.get(self.start) if self.start else facts.day
        day = facts.local(value).date() if isinstance(value, datetime) else value
        years = self.periods.get(name)
        if years is None or not isinstance(day, date):
            return None
        count = years if isinstance(years, int) else int(Decimal(str(facts.parameters[years])))
        return date(day.year + count, 12, 31)

    def breakings(self, context: Context) -> Iterator[Breaking]:
        """No class, or what disposed of it before its time."""
        facts, archive = context.facts, context.archive
        title = facts.field_title(self.field)
        last = self.last_day(str(facts.record.fields.get(self.field, "")), facts)
        for kind in self.disposals:
            for one in (archive.facts(record) for record in archive.referring(facts.record, kind)):
                yield Breaking("early", one.kind.title, (with_field(one, one.kind.date, last),))
                yield Breaking("breach", one.kind.title, (one,), (one.record.path,))
        yield Breaking("empty", title, (with_field(facts, self.field, None),))

    def plain(self, kind: Kind, unit: Unit) -> str:
        """The classes with their periods, and what may dispose."""
        titles = kind.fields[self.field].choice_titles
        each = (self._said(titles.get(name, name), years, unit) for name, years in self.periods.items())
        said = phrase("comma").join(each)
        title, disposal = kind.fields[self.field].title, phrase("or").join(self.titles)
        return phrase("retain", field=title, periods=said, disposal=disposal)

    def _said(self, name: str, years: int | str | None, unit: Unit) -> str:
        if years is None:
            return phrase("retain-forever", name=name)
        return phrase("retain-years", name=name, years=str(years if isinstance(years, int) else unit.parameters[years]))


def read(data: Any, scope: Scope, key: str) -> Retain | None:
    """The demand from `{class, periods, from, disposal}`; faults are reported to the scope."""
    if not scope.mapping(data, _KEYS, key, ("class", "periods", "disposal")):
        return None
    field = scope.field_of(data["class"], f"{key}.class", ("choice", "text"))
    periods = _periods(data["periods"], scope, f"{key}.periods")
    disposals = tuple(data["disposal"]) if isinstance(data["disposal"], list | tuple) else (data["disposal"],)
    kinds = scope.environments.kinds
    known = [scope.known("RUL016", one, kinds, f"{key}.disposal") for one in disposals]
    start = data.get("from", "")
    if start and scope.field_of(start, f"{key}.from", ("date", "datetime")) is None:
        return None
    if field is None or periods is None or not known or not all(known):
        return None
    if field.choices:
        listed = [scope.known("RUL041", name, field.choices, f"{key}.periods.{name}") for name in periods]
        missing = [name for name in field.choices if name not in periods]
        if missing:
            scope.fault("RUL042", f"{key}.periods", missing=", ".join(missing))
        if missing or not all(listed):
            return None
    titles = tuple(kinds[one].title for one in disposals)
    return Retain(field.id, periods, str(start), disposals, titles)


def _periods(data: Any, scope: Scope, key: str) -> dict[str, int | str | None] | None:
    """Each class with its years, the name of the parameter that gives them, or None for ever."""
    if not isinstance(data, Mapping) or not data:
        scope.fault("RUL018", key, expected="{class: years | forever | param.x}")
        return None
    found: dict[str, int | str | None] = {}
    for name, years in data.items():
        inner = f"{key}.{name}"
        if years == FOREVER:
            found[name] = None
        elif isinstance(years, str) and years.startswith(_PARAMETER):
            parameter = years.removeprefix(_PARAMETER)
            if not scope.known("RUL007", parameter, scope.unit.parameters, inner):
                return None
            if not isinstance(scope.unit.parameters[parameter], Decimal | int):
                scope.fault("RUL022", inner, name=years, type="text", expected="number")
                return None
            found[name] = parameter
        else:
            whole = scope.number(years, inner)
            if whole is None:
                return None
            found[name] = whole
    return found
