"""What can be found: each record, each article of each regulation, each guide, with the words it is found by."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from placet import office
from placet.model import Field, Record, Regulation
from placet.pages.links import article_anchor, href, record_page, regulation_page
from placet.pages.values import Printer
from placet.pages.view import View
from placet.search.part import Entry

_MARKS, _LINE, _ITEM = "*_`#>|\\", re.compile("-{3,}"), re.compile(r"^\s*[-+]\s+", re.MULTILINE)
_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\n]*\)")
#: Where addresses are seen from: the index lies beside the home page.
_HOME = "index.html"


def record_entry(view: View, record: Record) -> Entry:
    """How a record is found. It depends on the record, on its unit and kind, and on the titles of what it refers to."""
    register, card = view.register_of(record), view.cards[record.path]
    standing = "annulled" if record.annulled else "filed" if card.name else "draft"
    year = record.year or (card.day.year if card.day else view.today.year)
    address, text = href(_HOME, record_page(record)), "\n".join([_plain(record.body), *facts(view, record)])
    return Entry(view.unit_of(record).title, register.title, year, standing, record.title, card.name, address, text)


def article_entries(view: View, regulation: Regulation) -> list[Entry]:
    """How each article of a version of a regulation is found."""
    unit = view.cabinet.units.get(regulation.unit)
    owner, kind = unit.title if unit else regulation.unit, view.words("regulations")
    shelf = owner, kind, regulation.in_force.year, view.standing_of(regulation)
    page = regulation_page(regulation)
    return [
        Entry(*shelf, f"《{regulation.title}》{one.label}", "", href(_HOME, page, article_anchor(one.number)), one.text)
        for one in regulation.articles
    ]


def guide_entry(view: View, path: str, markdown: str) -> Entry:
    """How a page that people wrote is found."""
    title = next((line.removeprefix("# ") for line in markdown.splitlines() if line.startswith("# ")), path)
    address, text = href(_HOME, f"{path.removesuffix('.md')}.html"), _plain(markdown)
    return Entry("", view.words("search-guide"), 0, "guide", title, "", address, text)


def _plain(markdown: str) -> str:
    if "](" in markdown:
        markdown = _LINK.sub(r"\1", markdown)
    if "-" in markdown or "+" in markdown:
        markdown = _LINE.sub("", _ITEM.sub("", markdown))
    for mark in _MARKS:
        markdown = markdown.replace(mark, "")
    return markdown.strip()


def facts(view: View, record: Record) -> list[str]:
    """What a record says besides its text, in lines: its fields, and its slip with names and opinions."""
    kind, unit = view.kind_of(record), view.unit_of(record)
    printer = Printer(view, record_page(record), unit)
    given = [(field, record.fields[name]) for name, field in kind.fields.items() if name in record.fields]
    said = [(field.title, _said(printer, field, value)) for field, value in given]
    lines = [f"{title}：{value}" for title, value in said if value]
    for act in record.acts:
        title = kind.acts[act.act].title if act.act in kind.acts else act.act
        lines.append(f"{title} {office.name(unit, act.by)}{f'：{act.opinion}' if act.opinion else ''}")
    return lines


def _said(printer: Printer, field: Field, value: Any) -> str:
    """A field's value in words, whatever is inside it; references to records are left to their links."""
    if isinstance(value, str):
        return printer.plain(field, value) if value and field.type != "record" else ""
    if value is None or field.type == "record":
        return ""
    if isinstance(value, (tuple, list)):
        item = field.items or Field("", "", "text")
        return "；".join(filter(None, (_said(printer, item, one) for one in value)))
    if isinstance(value, Mapping):
        parts = ((part.title, _said(printer, part, value.get(name))) for name, part in field.properties.items())
        return "，".join(f"{title} {said}" for title, said in parts if said)
    return printer.plain(field, value)
