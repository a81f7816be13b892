"""Field values as a reader sees them: names for ids, Chinese dates, links to records, lists and small tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
from placet.pages.links import href, link, page_at, record_page
from placet.pages.view import View

_ABSENT: tuple[object, ...] = (None, "", ())
#: What is printed as one word or phrase.
_PLAIN = (str, bool, int, date, Decimal)


def is_table(field: Field) -> bool:
    """Return whether a field's values are printed as a table: a list of objects."""
    return field.type == "list" and field.items is not None and field.items.type == "object"


def is_figure(field: Field | None) -> bool:
    """Return whether a field's values are figures, which stand at the right of a column."""
    return field is not None and field.type in ("money", "number")


@dataclass(frozen=True)
class Printer:
    """Prints values on one page (`source`) for one unit."""

    view: View
    source: str
    unit: Unit

    def value(self, field: Field, value: Any) -> Markup:
        """Return a field's value as HTML; an absent value is an empty string."""
        if not isinstance(value, _PLAIN):
            if value is None or value == ():
                return Markup()
            return self._object(field, value) if isinstance(value, Mapping) else self._several(field, value)
        if value == "":
            return Markup()
        return self.record(str(value)) if field.type == "record" else html_text(self.plain(field, value))

    def rows(self, pairs: Iterable[tuple[Field, Any]]) -> Markup:
        """Return fields with their values as rows of a definition list; what is absent has none."""
        return Markup("".join([self._row(field, value) for field, value in pairs]))  # noqa: S704 - each is escaped

    def _row(self, field: Field, value: Any) -> str:
        if isinstance(value, _PLAIN) and field.type != "record":
            return _row(field.title, self.plain(field, value))
        html = self.value(field, value)
        return f"<dt>{_title(field.title)}</dt><dd>{html}</dd>" if html else ""

    def plain(self, field: Field, value: Any) -> str:
        """Return a single value as text."""
        if isinstance(value, str):
            return value if field.type == "text" else self._named(field, value)
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
        number = record.name or self.view.words("draft")
        return _record_link(self.source.rpartition("/")[0], record.path, number, record.title)

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
        """Return rows of objects as a table of the columns that are used; its classes say which stand at the right."""
        said = {name for row in rows for name, value in row.items() if value not in _ABSENT}
        used = {name: part for name, part in item.properties.items() if name in said}
        right = [f" pl-right-{place}" for place, part in enumerate(used.values(), 1) if is_figure(part)]
        # Cells and rows may be left open (HTML, section 13.1.2.4): a third of what a long table weighs.
        head = "".join([f"<th>{_title(part.title)}" for part in used.values()])
        cells = ["".join([f"<td>{self.value(part, row.get(name))}" for name, part in used.items()]) for row in rows]
        body = "".join([f"<tr>{line}" for line in cells])
        table = f'<table class="pl-inner{"".join(right)}"><thead><tr>{head}<tbody>{body}</table>'
        return Markup(f'<div class="pl-scroll">{table}</div>')  # noqa: S704 - each cell is escaped


@lru_cache(maxsize=1 << 10)
def _title(title: str) -> str:
    """A field's title as HTML."""
    return html_text(title)


@lru_cache(maxsize=1 << 14)
def _row(title: str, text: str) -> str:
    """A title with a text as a row of a definition list, nothing where there is no text."""
    return f"<dt>{_title(title)}</dt><dd>{html_text(text)}</dd>" if text else ""


@lru_cache(maxsize=1 << 14)
def _record_link(folder: str, path: str, number: str, title: str) -> Markup:
    """A link to the page of the record at `path` as all pages of a folder have it."""
    words = f'<span class="pl-number">{html_text(number)}</span> {html_text(title)}'
    return Markup(f'<a href="{href(f"{folder}/", page_at(path))}">{words}</a>')  # noqa: S704 - each is escaped
