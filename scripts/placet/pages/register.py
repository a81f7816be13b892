"""The registers: an index of all, a page for each, and one table for each of its years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from placet.model import Field, Register
from placet.pages.card import Card
from placet.pages.layout import page
from placet.pages.links import (
    REGISTERS,
    REGISTERS_DATA,
    href,
    link,
    record_page,
    register_file,
    register_page,
    unit_page,
    year_page,
)
from placet.pages.page import Page
from placet.pages.values import Printer, is_figure
from placet.pages.view import View

_OWN_COLUMNS = {"title": "title", "number": "number", "classification": "classification"}


@dataclass(frozen=True)
class Row:
    """One record in a register's table: its cells, each with whether it is a figure."""

    cells: tuple[tuple[Markup, bool], ...]
    status: str
    annulled: str


def register_pages(view: View) -> dict[str, Page]:
    """Return the index of registers, and the pages of every register and year, by path."""
    pages = {REGISTERS: _index(view)}
    for path, register in sorted(view.cabinet.registers.items()):
        pages[register_page(register)] = _register(view, register)
        for year in years(view.by_register[path]):
            pages[year_page(register, year)] = _year(view, register, year)
    return pages


def _index(view: View) -> Page:
    units = [
        (unit.title, [_card(view, register) for register in _of_unit(view, unit.id)])
        for unit in sorted(view.cabinet.units.values(), key=lambda unit: unit.id)
    ]
    data = href(REGISTERS, REGISTERS_DATA)
    return page("registers", view.words("registers"), "registers", words=view.words, units=units, data=data)


def _of_unit(view: View, unit: str) -> list[Register]:
    return [register for _, register in sorted(view.cabinet.registers.items()) if register.unit == unit]


def _card(view: View, register: Register) -> dict[str, object]:
    records = view.by_register[register.path]
    newest = view.newest([record for record in records if not record.is_draft])[:1]
    return {
        "link": link(href(REGISTERS, register_page(register)), register.title),
        "kind": view.cabinet.kinds[register.kind].title,
        "series": register.series.replace("{year}", "YYYY").replace("{n}", "N"),
        "count": sum(not record.is_draft for record in records),
        "drafts": sum(record.is_draft for record in records),
        "newest": [Printer(view, REGISTERS, view.unit_of(record)).record_link(record) for record in newest],
        "years": [link(href(REGISTERS, year_page(register, year)), str(year)) for year in years(records)],
    }


def years(records: Sequence[Card]) -> list[int]:
    """Return the years in which a register has numbered records, newest first."""
    return sorted({record.year for record in records if record.year is not None and not record.is_draft}, reverse=True)


def filed(view: View, register: Register, year: int) -> list[Card]:
    """Return the numbered records of one year of a register, by number."""
    found = [record for record in view.by_register[register.path] if record.year == year and not record.is_draft]
    return sorted(found, key=lambda record: record.number or 0)


def _register(view: View, register: Register) -> Page:
    source = register_page(register)
    records = view.by_register[register.path]
    kind = view.cabinet.kinds[register.kind]
    tiles = [
        {
            "link": link(href(source, year_page(register, year)), view.words("year", year=year)),
            "count": sum(record.year == year and not record.is_draft for record in records),
            "rows": [],
        }
        for year in years(records)
    ]
    newest = view.newest([record for record in records if not record.is_draft])[:10]
    return page(
        "register",
        register.title,
        "registers",
        words=view.words,
        crumbs=_crumbs(view, register, source),
        register=register,
        kind=kind,
        series=register.series.replace("{year}", "YYYY").replace("{n}", "N"),
        years=tiles,
        columns=titles(view, register),
        drafts=_rows(view, register, [record for record in records if record.is_draft], source),
        newest=_rows(view, register, newest, source),
        explained=sorted(register.explained.items()),
        acts=[(act.title, act.objection) for act in kind.acts.values()],
        files=_files(register, source),
    )


def _year(view: View, register: Register, year: int) -> Page:
    source = year_page(register, year)
    records = filed(view, register, year)
    others = [
        link(href(source, year_page(register, other)), str(other))
        if other != year
        else Markup("<b>{}</b>").format(other)
        for other in years(view.by_register[register.path])
    ]
    crumbs = [*_crumbs(view, register, source), link(href(source, register_page(register)), register.title)]
    return page(
        "year",
        f"{register.title} {view.words('year', year=year)}",
        "registers",
        words=view.words,
        crumbs=crumbs,
        register=register,
        year=year,
        others=others,
        columns=titles(view, register),
        rows=_rows(view, register, records, source),
        explained=sorted((key, why) for key, why in register.explained.items() if key.startswith(f"{year}/")),
        files=_files(register, source, year),
    )


def _files(register: Register, source: str, year: int | None = None) -> list[Markup]:
    """Return links to the register, or one year of it, as files for other programs."""
    endings = ("xlsx", "csv") if year else ("xlsx", "csv", "json")
    return [link(href(source, register_file(register, ending, year)), ending.upper()) for ending in endings]


def _crumbs(view: View, register: Register, source: str) -> list[Markup]:
    unit = view.cabinet.units[register.unit]
    return [
        link(href(source, unit_page(unit.id)), unit.title),
        link(href(source, REGISTERS), view.words("registers")),
    ]


def titles(view: View, register: Register) -> list[tuple[str, bool]]:
    """Return the titles of the columns that a register's kind prints, each with whether it holds figures."""
    kind = view.cabinet.kinds[register.kind]
    return [
        (view.words(_OWN_COLUMNS[column]), False)
        if column in _OWN_COLUMNS
        else (kind.fields[column].title, is_figure(kind.fields[column]))
        for column in kind.columns
    ]


def _rows(view: View, register: Register, records: Sequence[Card], source: str) -> list[Row]:
    printer = Printer(view, source, view.cabinet.units[register.unit])
    kind = view.cabinet.kinds[register.kind]
    return [
        Row(
            tuple(
                (_cell(view, printer, record, column), is_figure(kind.fields.get(column))) for column in kind.columns
            ),
            (view.worst(record.path) or "none"),
            record.annulled,
        )
        for record in records
    ]


def _cell(view: View, printer: Printer, record: Card, column: str) -> Markup:
    address = href(printer.source, record_page(record))
    if column == "number":
        return link(address, record.name or view.words("draft"), "pl-number")
    if column == "title":
        return link(address, record.title)
    if column == "classification":
        return Markup("{}").format(view.words(f"classification-{record.classification}"))
    field: Field = view.kind_of(record).fields[column]
    return printer.value(field, view.cabinet.records[record.path].fields.get(column))
