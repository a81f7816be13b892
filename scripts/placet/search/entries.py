"""What can be found: each record, and each article of each regulation, with the words it is found by."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from placet import office
from placet.model import Field, Record
from placet.pages.links import article_anchor, href, record_page, regulation_page
from placet.pages.values import Printer
from placet.pages.view import View

_MARKS = re.compile(r"[*_`#>|\\]+|^\s*[-+]\s+", re.MULTILINE)
#: Where addresses are seen from: the index lies beside the home page.
_HOME = "index.html"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to be found. Entries of one `shelf` (unit, collection, year, standing) lie together in the index.

    `number` is its official number, "" where it has none; `cited` are the numbers its text cites. `standing` is
    in-force, pending, superseded, repealed, filed, annulled or draft.
    """

    unit: str
    collection: str
    year: int
    standing: str
    title: str
    number: str
    address: str
    text: str
    cited: tuple[str, ...] = ()

    @property
    def shelf(self) -> tuple[str, str, int, str]:
        """What readers narrow a search by."""
        return self.unit, self.collection, self.year, self.standing


def entries(view: View, guides: Mapping[str, str]) -> tuple[Entry, ...]:
    """Everything that can be found, by shelf and address: what the view holds, and `guides` (path → Markdown)."""
    found = [*_records(view), *_articles(view), *_guides(view, guides)]
    return tuple(sorted(found, key=lambda entry: (entry.shelf, entry.address)))


def _guides(view: View, guides: Mapping[str, str]) -> Iterator[Entry]:
    for path, markdown in guides.items():
        title = next((line.removeprefix("# ") for line in markdown.splitlines() if line.startswith("# ")), path)
        text = _MARKS.sub("", markdown)
        yield Entry(
            "", view.words("search-guide"), 0, "guide", title, "", href(_HOME, f"{path.removesuffix('.md')}.html"), text
        )


def _records(view: View) -> Iterator[Entry]:
    for record in view.records:
        register, unit = view.register_of(record), view.unit_of(record)
        number, day = view.cards[record.path].name, view.cards[record.path].day
        standing = "annulled" if record.annulled else "filed" if number else "draft"
        text = _text(view, record)
        cited = tuple(one.number.path for one in view.citations.found(record.body) if one.number)
        yield Entry(
            unit.title,
            register.title,
            record.year or (day.year if day else view.today.year),
            standing,
            record.title,
            number,
            href(_HOME, record_page(record)),
            text,
            tuple(view.cards[path].name for path in cited if path in view.cards),
        )


def _text(view: View, record: Record) -> str:
    """What a record says, then its fields and its slip: names, opinions, figures."""
    kind, unit = view.kind_of(record), view.unit_of(record)
    printer = Printer(view, record_page(record), unit)
    lines = [_MARKS.sub("", record.body).strip()]
    for name, field in kind.fields.items():
        if said := _said(printer, field, record.fields.get(name)):
            lines.append(f"{field.title}：{said}")
    for act in record.acts:
        title = kind.acts[act.act].title if act.act in kind.acts else act.act
        opinion = f"：{act.opinion}" if act.opinion else ""
        lines.append(f"{title} {office.name(unit, act.by)}{opinion}")
    return "\n".join(lines)


def _said(printer: Printer, field: Field, value: Any) -> str:
    """A field's value in words, whatever is inside it; references to records are left to their links."""
    if value in (None, "", ()) or field.type == "record":
        return ""
    if isinstance(value, tuple | list):
        item = field.items or Field("", "", "text")
        return "；".join(filter(None, (_said(printer, item, one) for one in value)))
    if isinstance(value, Mapping):
        parts = ((part.title, _said(printer, part, value.get(name))) for name, part in field.properties.items())
        return "，".join(f"{title} {said}" for title, said in parts if said)
    return printer.plain(field, value)


def _articles(view: View) -> Iterator[Entry]:
    for regulation in view.regulations:
        unit = view.cabinet.units.get(regulation.unit)
        for article in regulation.articles:
            yield Entry(
                unit.title if unit else regulation.unit,
                view.words("regulations"),
                regulation.in_force.year,
                view.standing_of(regulation),
                f"《{regulation.title}》{article.label}",
                "",
                href(_HOME, regulation_page(regulation), article_anchor(article.number)),
                article.text,
            )
