"""Field values as a reader sees them: names for ids, Chinese dates, links to records, lists and small tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from markupsafe import Markup, escape

from placet import office
from placet.model import Field, Unit
from placet.pages import dates
from placet.pages.card import Card
from placet.pages.escape import html_text
from placet.pages.links import href, link, record_page
from placet.pages.view import View

_ABSENT: tuple[object, ...] = (None, "", ())
_TABLE = Markup(
    '<div class="pl-scroll"><table class="pl-inner"><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>'
)


def is_table(field: Field) -> bool:
    """Return whether a field's values are printed as a table: a list of objects."""
    return field.type == "list" and field.items is not None and field.items.type == "object"


def is_figure(field: Field | None) -> bool:
    """Return whether a field's values are figures, which stand at the right of a column."""
    return field is not None and field.type in ("money", "number")


def cell(tag: str, field: Field | None, words: Markup) -> Markup:
    """Return one cell of a table, `td` or `th`."""
    kind = ' class="pl-amount"' if is_figure(field) else ""
    return Markup(f"<{tag}{kind}>{escape(words)}</{tag}>")  # noqa: S704 - the tag is ours


@dataclass(frozen=True)
class Printer:
    """Prints values on one page (`source`) for one unit."""

    view: View
    source: str
    unit: Unit

    def value(self, field: Field, value: Any) -> Markup:
        """Return a field's value as HTML; an absent value is an empty string."""
        if value in _ABSENT:
            return Markup()
        if isinstance(value, (tuple, list)):
            return self._several(field, value)
        if isinstance(value, Mapping):
            return self._object(field, value)
        if field.type == "record":
            return self.record(str(value))
        return html_text(self.plain(field, value))

    def plain(self, field: Field, value: Any) -> str:
        """Return a single value as text."""
        if isinstance(value, bool):
            return self.view.words("yes" if value else "no")
        if isinstance(value, datetime):
            return dates.moment(value, self.view.words)
        if isinstance(value, date):
            return dates.day(value, self.view.words)
        if isinstance(value, Decimal):
            figure, words = dates.number(value), self.view.words
            return (
                f"{figure} {words('yuan')}"
                if field.type == "money" and not words.are_in("yuan", field.title)
                else figure
            )
        return self._named(field, str(value))

    def record(self, name: str) -> Markup:
        """Return a link to the record that `name` (ref or id) means, or the name itself when there is none."""
        record = self.view.by_name.get(name)
        return self.record_link(record) if record else html_text(name)

    def record_link(self, record: Card) -> Markup:
        """Return a link to a record, with its number and title."""
        words = _numbered(record.name or self.view.words("draft"), record.title)
        return Markup(f'<a href="{href(self.source, record_page(record))}">{words}</a>')  # noqa: S704 - each is escaped

    def record_name(self, record: Card) -> Markup:
        """Return a link with a record's number only, or its title for a draft."""
        return link(href(self.source, record_page(record)), record.name or record.title)

    def _named(self, field: Field, value: str) -> str:
        if field.type == "choice":
            return field.choice_titles.get(value, value)
        if field.type == "person":
            return office.name(self.unit, value)
        if field.type == "post":
            return office.title(self.unit, value)
        if field.type == "section":
            return self.unit.sections.get(value, value)
        if field.type == "body":
            return self.unit.bodies[value].title if value in self.unit.bodies else value
        return value

    def _several(self, field: Field, values: Any) -> Markup:
        item = field.items or Field("", "", "text")
        if item.type == "object":
            return self._table(item, values)
        if item.type in ("record", "text"):
            rows = (Markup("<li>{}</li>").format(self.value(item, value)) for value in values)
            return Markup('<ul class="pl-plain">{}</ul>').format(Markup().join(rows))
        return escape(self.view.words("list-and")).join(self.value(item, value) for value in values)

    def _object(self, field: Field, value: Mapping[str, Any]) -> Markup:
        pair = escape(self.view.words("pair"))
        pairs = [
            pair.format(name=html_text(part.title), value=self.value(part, value.get(name)))
            for name, part in field.properties.items()
            if value.get(name) not in _ABSENT
        ]
        return escape(self.view.words("list-then")).join(pairs)

    def _table(self, item: Field, rows: Any) -> Markup:
        """Return rows of objects as a table of the columns that are used; figures stand at the right."""
        used = [part for part in item.properties if any(row.get(part) not in _ABSENT for row in rows)]
        head = Markup().join(cell("th", item.properties[part], html_text(item.properties[part].title)) for part in used)
        body = Markup().join(
            Markup("<tr>{}</tr>").format(
                Markup().join(
                    cell("td", item.properties[part], self.value(item.properties[part], row.get(part))) for part in used
                )
            )
            for row in rows
        )
        return _TABLE.format(head, body)


@lru_cache(maxsize=1 << 14)
def _numbered(number: str, title: str) -> str:
    """A record's number and title as HTML."""
    return f'<span class="pl-number">{html_text(number)}</span> {html_text(title)}'
