"""Tables for spreadsheets: CSV that Excel opens, and XLSX with real dates and amounts."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from placet.exports.table import Table
from placet.pages.columns import DAY, FIGURE, MOMENT, MONEY, Column

#: A cell that begins with one of these may be run as a formula; full-width ones too, where the input method is Chinese.
_FORMULA = re.compile("\t|\\s*[=+@＝＋－＠-]")
_BOM = b"\xef\xbb\xbf"
#: Every workbook was made at this moment, so that the same register gives the same bytes.
_MADE = datetime(2020, 1, 1, tzinfo=UTC)
_INERT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
_LONGEST = (1 << 15) - 1
_FIRST_DAY = "1900-03-01"
_NARROWEST, _WIDEST = 8, 60
_NUMBER_FORMATS = {DAY: "yyyy-mm-dd", MOMENT: "yyyy-mm-dd hh:mm", MONEY: "#,##0.00"}


def as_csv(found: Table) -> bytes:
    """Return a table as CSV (RFC 4180, UTF-8 with a byte order mark); no cell of it can be run as a formula."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([_harmless(column.title) for column in found.columns])
    plain = [column.is_figure for column in found.columns]
    for row in found.rows:
        writer.writerow([cell if figure else _harmless(cell) for cell, figure in zip(row, plain, strict=True)])
    return _BOM + text.getvalue().encode()


def _harmless(text: str) -> str:
    """A text that a spreadsheet takes for text: one that begins like a formula gets an apostrophe before it."""
    return f"'{text}" if _FORMULA.match(text) else text


def as_xlsx(found: Table, sheet_name: str) -> bytes:
    """Return a table as a workbook of one sheet, its header frozen and filtered; texts are never formulas."""
    from xlsxwriter import Workbook

    made = io.BytesIO()
    book = Workbook(made, _INERT)
    book.set_properties({"title": found.title, "created": _MADE})
    head = book.add_format({"bold": True, "bottom": 1})
    formats = {form: book.add_format({"num_format": code}) for form, code in _NUMBER_FORMATS.items()}
    sheet = book.add_worksheet(sheet_name)
    for at, column in enumerate(found.columns):
        cells = [row[at] for row in found.rows]
        sheet.set_column(at, at, _width([column.title, *cells]))
        sheet.write_string(0, at, column.title, head)
        write = _writer(sheet, column, formats.get(column.form))
        for number, cell in enumerate(cells, start=1):
            if cell:
                write(number, at, cell)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(found.rows), len(found.columns) - 1)
    book.close()
    return made.getvalue()


def _writer(sheet: Any, column: Column, form: Any) -> Callable[[int, int, str], object]:
    """Return what writes the cells of a column: days, moments and figures as such where a workbook can hold them."""

    def text(row: int, at: int, cell: str) -> object:
        return sheet.write_string(row, at, cell if len(cell) <= _LONGEST else f"{cell[: _LONGEST - 1]}…")

    def figure(row: int, at: int, cell: str) -> object:
        exact = Decimal(repr(float(cell))) == Decimal(cell)
        return sheet.write_number(row, at, float(cell), form) if exact else text(row, at, cell)

    def day(row: int, at: int, cell: str) -> object:
        if cell < _FIRST_DAY:
            return text(row, at, cell)
        read = date if column.form == DAY else datetime
        return sheet.write_datetime(row, at, read.fromisoformat(cell), form)

    return {DAY: day, MOMENT: day, FIGURE: figure, MONEY: figure}.get(column.form, text)


def _width(texts: Sequence[str]) -> int:
    """How wide a column is, in Latin letters; a Chinese character takes two."""
    lines = "\n".join([text[:_WIDEST] for text in texts]).encode("gb18030", "replace").split(b"\n")
    return min(max(max(map(len, lines)) + 2, _NARROWEST), _WIDEST)
