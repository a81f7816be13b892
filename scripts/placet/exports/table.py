"""Registers as tables of values: the columns their pages print, the verdict, and the address of each record's page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeAlias

from placet.exports.clean import clean
from placet.model import Field, Record, Register
from placet.pages.card import Card
from placet.pages.links import HOME, href, record_page
from placet.pages.register import titles
from placet.pages.values import Printer
from placet.pages.view import View

#: A cell: words, an amount, a day or a moment.
Cell: TypeAlias = str | Decimal | date | datetime
_MONEY = "money"


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its title, the titles of its columns, each with whether it holds money, and its rows."""

    title: str
    columns: tuple[tuple[str, bool], ...]
    rows: tuple[tuple[Cell, ...], ...]


def table(view: View, register: Register, records: Sequence[Card], title: str) -> Table:
    """Return these records of a register as a table, in their order."""
    fields = view.cabinet.kinds[register.kind].fields
    money = [column in fields and fields[column].type == _MONEY for column in _columns(view, register)]
    printed = [name for name, _ in titles(view, register)]
    own = [(view.words("verdict"), False), (view.words("address"), False)]
    return Table(
        clean(title),
        (*((clean(name), amount) for name, amount in zip(printed, money, strict=True)), *own),
        tuple(_row(view, register, view.cabinet.records[card.path]) for card in records),
    )


def verdict(view: View, record: Record) -> str:
    """Return the words that stand in a record's verdict column."""
    if record.annulled:
        return view.words("annulled")
    status = view.worst(record.path) or "none"
    return view.words("status-waiting" if status == "waiting" else status)


def _columns(view: View, register: Register) -> tuple[str, ...]:
    return view.cabinet.kinds[register.kind].columns


def _row(view: View, register: Register, record: Record) -> tuple[Cell, ...]:
    printer = Printer(view, HOME, view.cabinet.units[register.unit])
    cells = tuple(_cell(printer, record, column) for column in _columns(view, register))
    return (*cells, verdict(view, record), href(HOME, record_page(record)))


def _cell(printer: Printer, record: Record, column: str) -> Cell:
    view = printer.view
    if column == "number":
        return clean(view.cards[record.path].name or view.words("draft"))
    if column == "title":
        return clean(record.title)
    if column == "classification":
        return view.words(f"classification-{record.classification}")
    value = record.fields.get(column)
    if isinstance(value, (Decimal, date)):
        return value
    return clean(_said(printer, view.kind_of(record).fields[column], value))


def _said(printer: Printer, field: Field, value: Any) -> str:
    """A field's value in words, whatever is inside it; a record by its number and title."""
    if value in (None, "", ()):
        return ""
    if isinstance(value, tuple | list):
        item = field.items or Field("", "", "text")
        return "；".join(filter(None, (_said(printer, item, one) for one in value)))
    if isinstance(value, Mapping):
        parts = ((part.title, _said(printer, part, value.get(name))) for name, part in field.properties.items())
        return "，".join(f"{title} {said}" for title, said in parts if said)
    if field.type == "record":
        return _record(printer.view, str(value))
    return printer.plain(field, value)


def _record(view: View, name: str) -> str:
    card = view.by_name.get(name)
    return f"{card.name or view.words('draft')} {card.title}" if card else name
