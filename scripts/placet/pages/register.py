"""The registers: an index of all, a page for each with all its years, and one page for each year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from placet import numbers
from placet.model import Register
from placet.pages.collation import by_sound
from placet.pages.facts import Facts
from placet.pages.layout import page
from placet.pages.links import (
    REGISTERS,
    REGISTERS_DATA,
    href,
    link,
    register_file,
    register_page,
    unit_page,
    year_page,
)
from placet.pages.page import Page
from placet.pages.register_table import DRAFTS, book, of_register, table
from placet.pages.view import View

_FIRST_DRAFTS = 20


def register_pages(view: View) -> dict[str, Page]:
    """Return the index of registers, and the pages of every register and year, by path."""
    pages = register_index(view)
    for _, register in sorted(view.cabinet.registers.items()):
        found = of_register(view, register)
        pages |= book_pages(view, register, found)
        for year in years(found):
            pages |= year_pages(view, register, filed(found, year), years(found))
    return pages


def register_index(view: View) -> dict[str, Page]:
    """Return the index of registers."""
    return {REGISTERS: _index(view)}


def book_pages(view: View, register: Register, found: Sequence[Facts]) -> dict[str, Page]:
    """Return the page of a register, made from the facts of its records alone."""
    return {register_page(register): _register(view, register, found)}


def year_pages(view: View, register: Register, records: Sequence[Facts], among: Sequence[int]) -> dict[str, Page]:
    """Return the page of one year of a register, made from its numbered records in order; `among` are all its years."""
    year = records[0].card.year
    assert year is not None
    return {year_page(register, year): _year(view, register, records, year, among)}


def years(found: Sequence[Facts]) -> list[int]:
    """Return the years in which a register has numbered records, newest first."""
    return sorted({one.card.year for one in found if one.card.year is not None and not one.card.is_draft}, reverse=True)


def filed(found: Sequence[Facts], year: int | None = None) -> list[Facts]:
    """Return the numbered records among a register's, all or those of one year, by year and number."""
    numbered = [one for one in found if not one.card.is_draft and year in (None, one.card.year)]
    return sorted(numbered, key=lambda one: (one.card.year or 0, one.card.number or 0))


def drafts(found: Sequence[Facts]) -> list[Facts]:
    """Return the drafts among a register's records, by path."""
    return [one for one in found if one.card.is_draft]


def _index(view: View) -> Page:
    units = [
        (unit.id, unit.title, [_entry(view, register) for register in of_unit(view, unit.id)])
        for unit in sorted(view.cabinet.units.values(), key=lambda unit: unit.id)
    ]
    data = href(REGISTERS, REGISTERS_DATA)
    return page("registers", view.words("registers"), "registers", view.words, units=units, data=data)


def of_unit(view: View, unit: str) -> list[Register]:
    """Return the registers of a unit by name."""
    own = [register for register in view.cabinet.registers.values() if register.unit == unit]
    return sorted(own, key=lambda register: (by_sound(register.title), register.path))


def _entry(view: View, register: Register) -> dict[str, object]:
    found = of_register(view, register)
    numbered = filed(found)
    return {
        "link": link(href(REGISTERS, register_page(register)), register.title),
        "kind": view.cabinet.kinds[register.kind].title,
        "series": _series(view, register),
        "count": len(numbered),
        "drafts": len(found) - len(numbered),
        "years": [link(href(REGISTERS, year_page(register, year)), str(year)) for year in years(found)],
    }


def _series(view: View, register: Register) -> str:
    return register.series.replace("{year}", view.words("series-year")).replace("{n}", view.words("series-number"))


def _register(view: View, register: Register, found: Sequence[Facts]) -> Page:
    source, kind = register_page(register), view.cabinet.kinds[register.kind]
    numbered, drafted = filed(found), drafts(found)
    tiles = [
        {
            "link": link(href(source, year_page(register, year)), view.words("year", year=year)),
            "count": sum(one.card.year == year for one in numbered),
            "sheet": _files(view, register, source, year)[0],
        }
        for year in years(found)
    ]
    rows = [*map(str, reversed(years(found))), *([DRAFTS] if drafted else [])]
    return page(
        "register",
        register.title,
        "registers",
        view.words,
        crumbs=_crumbs(view, register, source),
        register=register,
        kind=kind,
        series=_series(view, register),
        years=tiles,
        drafts=table(view, register, drafted, source, _FIRST_DRAFTS),
        book=book(view, register, numbered, source, rows, drafted, newest=True),
        gaps=[gap for year in years(found) for gap in gaps(register, filed(numbered, year), year)],
        acts=[(act.title, act.objection) for act in kind.acts.values()],
        files=_files(view, register, source),
    )


def _year(view: View, register: Register, records: Sequence[Facts], year: int, among: Sequence[int]) -> Page:
    source = year_page(register, year)
    others = [
        link(href(source, year_page(register, other)), str(other))
        if other != year
        else Markup('<b aria-current="page">{}</b>').format(other)
        for other in among
    ]
    crumbs = [*_crumbs(view, register, source), link(href(source, register_page(register)), register.title)]
    title = f"{register.title} {view.words('year', year=year)}"
    return page(
        "year",
        title,
        "registers",
        view.words,
        crumbs=crumbs,
        register=register,
        title=title,
        year=year,
        others=others,
        book=book(view, register, records, source, (str(year),)),
        span=view.words("numbers-span", first=records[0].card.number, last=records[-1].card.number),
        gaps=list(gaps(register, records, year)),
        files=_files(view, register, source, year),
    )


def gaps(register: Register, numbered: Sequence[Facts], year: int) -> Iterator[tuple[str, str]]:
    """Give the numbers that a year lacks, or runs of them, as official numbers, with why ("" when nobody says).

    Of a register that is shown in part nobody is told which numbers others have.
    """
    if register.is_part:
        return
    taken = {one.card.number or 0 for one in numbered}
    said = {number.n: why for number, why in _explained(register) if number.year == year and number.n not in taken}
    last = 0
    for n in sorted(taken | said.keys()):
        if n > last + 1:
            ends = (numbers.name(register, year, one) for one in dict.fromkeys((last + 1, n - 1)))
            yield "—".join(ends), ""
        if n in said:
            yield numbers.name(register, year, n), said[n]
        last = n


def _explained(register: Register) -> Iterator[tuple[numbers.Number, str]]:
    for key, why in register.explained.items():
        year, _, n = key.partition("/")
        yield numbers.Number(register.path, int(year), int(n)), why


def _files(view: View, register: Register, source: str, year: int | None = None) -> list[Markup]:
    """Return links to the register, or one year of it, as files for other programs."""
    endings = ("xlsx", "csv") if year else ("csv", "json")
    return [link(href(source, register_file(register, ending, year)), view.words(f"as-{ending}")) for ending in endings]


def _crumbs(view: View, register: Register, source: str) -> list[Markup]:
    unit = view.cabinet.units[register.unit]
    return [
        link(href(source, unit_page(unit.id)), unit.title),
        link(href(source, REGISTERS), view.words("registers")),
    ]
