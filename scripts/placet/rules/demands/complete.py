"""`complete`: these fields are filled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from placet.model import Kind, Unit, Wait
from placet.rules.altering import with_field, with_record
from placet.rules.breaking import Breaking
from placet.rules.context import MET, Context, Partial
from placet.rules.scope import Scope
from placet.rules.variables import filled
from placet.rules.wording import phrase

#: What every record has beside its kind's fields.
_OF_RECORDS = ("title", "refers", "attachments", "body")


@dataclass(frozen=True, slots=True)
class Complete:
    """The fields that must not be empty."""

    fields: tuple[str, ...]

    def judge(self, context: Context) -> Partial:
        """Met when none of the fields is empty; each empty one is a reason."""
        facts = context.facts
        empty = [name for name in self.fields if not filled(_value(context, name))]
        if not empty:
            return MET
        titles = [_title(facts.kind, name) for name in empty]
        reasons = tuple(
            context.reason("VER060", facts.place(name), field=title) for name, title in zip(empty, titles, strict=True)
        )
        return Partial(context.unmet, reasons, tuple(Wait(title) for title in titles))

    def breakings(self, context: Context) -> Iterator[Breaking]:
        """Each field emptied."""
        for name in self.fields:
            title, empty = _title(context.facts.kind, name), "" if name in ("title", "body") else ()
            alone = {name: empty} if name in _OF_RECORDS else {}
            facts = with_record(context.facts, **alone) if alone else with_field(context.facts, name, None)
            yield Breaking("empty", title, (facts,))

    def plain(self, kind: Kind, unit: Unit) -> str:
        """The fields in words."""
        return phrase("complete", fields=phrase("and").join(_title(kind, name) for name in self.fields))


def _value(context: Context, name: str) -> object:
    record = context.facts.record
    return getattr(record, name) if name in _OF_RECORDS else record.fields.get(name)


def _title(kind: Kind, name: str) -> str:
    return kind.fields[name].title if name in kind.fields else phrase(f"record-{name}")


def read(data: Any, scope: Scope, key: str) -> Complete | None:
    """The demand from a list of fields; RUL003 for one the kind does not have."""
    names = data if isinstance(data, list | tuple) else [data]
    good = [
        name in _OF_RECORDS or scope.known("RUL003", name, scope.kind.fields, f"{key}[{index}]")
        for index, name in enumerate(names)
    ]
    if not names:
        scope.fault("RUL018", key, expected="[field, …]")
    return Complete(tuple(str(name) for name in names)) if names and all(good) else None
