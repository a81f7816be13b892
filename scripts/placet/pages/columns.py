"""A register's columns, and a record's cells in them: what pages, spreadsheets, data and the browser's tables all show.

A cell is plain text, the same everywhere: a day is 2026-03-04, a moment 2026-03-04 09:30, an amount 26000.00, anything
else the words a reader sees. The column's form says how it is printed and put in order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from placet import office
from placet.model import Field, Kind, Record, Unit
from placet.pages import dates
from placet.pages.words import Words

if TYPE_CHECKING:
    from placet.pages.view import View

#: Forms of columns: by place in the register, by words, by day, by moment, by size, by size with cents, by a list.
NUMBER, TEXT, DAY, MOMENT, FIGURE, MONEY, CHOICE = "number", "text", "day", "moment", "figure", "money", "choice"
_FORMS = {"date": DAY, "datetime": MOMENT, "number": FIGURE, "money": MONEY}
_OWN = {"number": NUMBER, "title": TEXT}
#: What XML 1.0 has no place for.
_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its id in the kind, its heading, its form, and for a choice the words it may hold, in their order."""

    id: str
    title: str
    form: str
    choices: tuple[str, ...] = ()

    @property
    def is_figure(self) -> bool:
        """Whether it stands at the right."""
        return self.form in (FIGURE, MONEY)


def columns(kind: Kind, unit: Unit, words: Words) -> tuple[Column, ...]:
    """Return the columns that a kind of register prints in a unit."""
    return tuple(_column(column, kind.fields.get(column), unit, words) for column in kind.columns)


def _column(name: str, field: Field | None, unit: Unit, words: Words) -> Column:
    if name in _OWN:
        return Column(name, words(name), _OWN[name])
    if field is None:
        audiences = tuple(words(f"classification-{one}") for one in ("public", "internal"))
        return Column(name, words(name), CHOICE, audiences)
    choices = _choices(field, unit, words)
    form = CHOICE if choices else _FORMS.get(field.type, TEXT)
    named = form != MONEY or words.are_in("yuan", field.title)
    return Column(name, clean(field.title if named else words("in-yuan", title=field.title)), form, choices)


def _choices(field: Field, unit: Unit, words: Words) -> tuple[str, ...]:
    """Return every word that a column of choices may hold, in the order of the office's own lists."""
    ids: Mapping[str, tuple[str, ...]] = {
        "choice": field.choices,
        "section": tuple(unit.sections),
        "body": tuple(unit.bodies),
        "post": tuple(unit.posts),
        "person": tuple(unit.persons),
    }
    if field.type == "boolean":
        return (words("yes"), words("no"))
    return tuple(dict.fromkeys(clean(_named(field, unit, one)) for one in ids.get(field.type, ())))


def cells(view: View, record: Record) -> tuple[str, ...]:
    """Return a record's cells in the columns of its register."""
    return tuple(_cell(view, record, column) for column in view.kind_of(record).columns)


def _cell(view: View, record: Record, column: str) -> str:
    if column == "number":
        return clean(view.cards[record.path].name or view.words("draft"))
    if column == "title":
        return clean(record.title)
    if column == "classification":
        return view.words(f"classification-{record.classification}")
    field = view.kind_of(record).fields[column]
    return clean(_said(view, view.unit_of(record), field, record.fields.get(column)))


def shown(view: View, column: Column, cell: str) -> str:
    """Return a cell as a reader sees it: 2026年3月4日, 26,000.00, or its own words."""
    if column.form in (DAY, MOMENT) and cell:
        at = datetime.fromisoformat(cell)
        return dates.day(at, view.words) if column.form == DAY else dates.moment(at, view.words)
    return dates.number(Decimal(cell)) if column.is_figure and cell else cell


def clean(text: str) -> str:
    """Return `text` without the control characters that XML, calendars and spreadsheets cannot carry."""
    return text if text.isprintable() else _UNFIT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _said(view: View, unit: Unit, field: Field, value: Any) -> str:
    """A field's value in words, whatever is inside it; a record by its number and title."""
    if isinstance(value, str) and field.type != "record":
        return _named(field, unit, value) if value else ""
    if value is None or value in ("", ()):
        return ""
    if isinstance(value, (tuple, list)):
        item = field.items or Field("", "", "text")
        return view.words("list-then").join(filter(None, (_said(view, unit, item, one) for one in value)))
    if isinstance(value, Mapping):
        return view.words("list-comma").join(_parts(view, unit, field, value))
    if field.type == "record":
        card = view.by_name.get(str(value))
        return f"{card.name or view.words('draft')} {card.title}" if card else str(value)
    return _plain(view, unit, field, value)


def _parts(view: View, unit: Unit, field: Field, value: Mapping[str, Any]) -> Iterator[str]:
    for name, part in field.properties.items():
        if said := _said(view, unit, part, value.get(name)):
            yield f"{part.title} {said}"


def _plain(view: View, unit: Unit, field: Field, value: Any) -> str:
    if isinstance(value, bool):
        return view.words("yes" if value else "no")
    if isinstance(value, datetime):
        return dates.short_moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:.2f}" if field.type == "money" else f"{value:f}"
    return _named(field, unit, str(value))


def _named(field: Field, unit: Unit, value: str) -> str:
    if field.type == "choice":
        return field.choice_titles.get(value, value)
    if field.type == "person":
        return office.name(unit, value)
    if field.type == "post":
        return office.title(unit, value)
    if field.type == "section":
        return unit.sections.get(value, value)
    if field.type == "body":
        return unit.bodies[value].title if value in unit.bodies else value
    return value
