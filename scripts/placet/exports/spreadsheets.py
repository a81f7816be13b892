"""Registers for spreadsheets, whole and by year: CSV that Excel opens, and XLSX with real dates and amounts."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from xlsxwriter import Workbook

from placet.exports.table import Cell, Table, table
from placet.model import Register
from placet.pages import dates
from placet.pages.links import register_file
from placet.pages.register import filed, years
from placet.pages.view import View

#: A cell that begins with one of these may be run as a formula; full-width ones too, where the input method is Chinese.
_FORMULA = ("=", "+", "-", "@", "\t", "＝", "＋", "－", "＠")
_BOM = b"\xef\xbb\xbf"
#: Every workbook was made at this moment, so that the same register gives the same bytes.
_MADE = datetime(2020, 1, 1, tzinfo=UTC)
_INERT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
_LONGEST = (1 << 15) - 1
_FIRST_YEAR = 1900
_NARROWEST, _WIDEST = 8, 60


def spreadsheets(view: View) -> dict[str, bytes]:
    """Return each register, and each of its years, as CSV and XLSX, by path."""
    files = {}
    for _, register in sorted(view.cabinet.registers.items()):
        for year, found in _tables(view, register):
            files[register_file(register, "csv", year)] = as_csv(found)
            files[register_file(register, "xlsx", year)] = as_xlsx(found, view.words("registers"))
    return files


def _tables(view: View, register: Register) -> Iterator[tuple[int | None, Table]]:
    """The register as a whole, drafts last, then each year."""
    records = view.by_register[register.path]
    numbered = [record for year in reversed(years(records)) for record in filed(view, register, year)]
    drafts = [record for record in records if record.is_draft]
    yield None, table(view, register, [*numbered, *drafts], register.title)
    for year in years(records):
        title = f"{register.title} {view.words('year', year=year)}"
        yield year, table(view, register, filed(view, register, year), title)


def as_csv(found: Table) -> bytes:
    """Return a table as CSV (RFC 4180, UTF-8 with a byte order mark); no cell of it can be run as a formula."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([_harmless(title) for title, _ in found.columns])
    writer.writerows([_plain(cell) for cell in row] for row in found.rows)
    return _BOM + text.getvalue().encode()


def _plain(cell: Cell) -> str:
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return _harmless(cell) if isinstance(cell, str) else _written(cell)


def _harmless(text: str) -> str:
    """A text that a spreadsheet takes for text: one that begins like a formula gets an apostrophe before it."""
    return f"'{text}" if text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA) else text


def _written(value: date) -> str:
    return dates.short_moment(value) if isinstance(value, datetime) else value.isoformat()


def as_xlsx(found: Table, sheet_name: str) -> bytes:
    """Return a table as a workbook of one sheet, its header frozen and filtered; texts are never formulas."""
    made = io.BytesIO()
    book = Workbook(made, _INERT)
    book.set_properties({"title": found.title, "created": _MADE})
    head = book.add_format({"bold": True, "bottom": 1})
    formats = {
        "day": book.add_format({"num_format": "yyyy-mm-dd"}),
        "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        "money": book.add_format({"num_format": "#,##0.00"}),
    }
    sheet = book.add_worksheet(sheet_name)
    for column, (title, money) in enumerate(found.columns):
        cells = [row[column] for row in found.rows]
        sheet.set_column(column, column, _width(title, cells))
        sheet.write_string(0, column, title, head)
        for number, cell in enumerate(cells, start=1):
            if cell != "":
                _write(sheet, number, column, cell, formats, money=money)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(found.rows), len(found.columns) - 1)
    book.close()
    return made.getvalue()


def _write(sheet: Any, row: int, column: int, cell: Cell, formats: dict[str, Any], *, money: bool) -> None:
    if isinstance(cell, Decimal) and Decimal(repr(float(cell))) == cell:
        sheet.write_number(row, column, float(cell), formats["money"] if money else None)
    elif isinstance(cell, datetime) and cell.year >= _FIRST_YEAR:
        sheet.write_datetime(row, column, cell.replace(tzinfo=None), formats["moment"])
    elif isinstance(cell, date) and cell.year >= _FIRST_YEAR:
        sheet.write_datetime(row, column, cell, formats["day"])
    else:
        text = cell if isinstance(cell, str) else _plain(cell)
        sheet.write_string(row, column, text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…")


def _width(title: str, cells: list[Cell]) -> int:
    """How wide a column is, in Latin letters; a Chinese character takes two."""
    texts = [title, *(cell if isinstance(cell, str) else f"{_plain(cell)} " for cell in cells)]
    widest = max(sum(_breadth(sign) for sign in text[:_WIDEST]) for text in texts) + 2
    return min(max(widest, _NARROWEST), _WIDEST)


def _breadth(sign: str) -> int:
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1
