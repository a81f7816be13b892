"""Tables for spreadsheets: CSV that Excel opens, and XLSX with real dates and amounts."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal

from placet.exports.table import Table
from placet.pages.columns import DAY, FIGURE, MOMENT, MONEY

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

    from placet.exports.sheet import Sheet

    made = io.BytesIO()
    book = Workbook(made, _INERT)
    book.set_properties({"title": found.title, "created": _MADE})
    head = book.add_format({"bold": True, "bottom": 1})
    formats = {form: book.add_format({"num_format": code}) for form, code in _NUMBER_FORMATS.items()}
    sheet = book.add_worksheet(sheet_name, Sheet)
    for at, column in enumerate(found.columns):
        cells = [row[at] for row in found.rows]
        sheet.set_column(at, at, _width([column.title, *cells]))
        sheet.fill(column.title, head, [_value(column.form, cell) for cell in cells], formats.get(column.form))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(found.rows), len(found.columns) - 1)
    book.close()
    return made.getvalue()


def _value(form: str, cell: str) -> str | float | datetime:
    """A cell as what it is: days, moments and figures as such where a workbook can hold them, texts else."""
    if form in (DAY, MOMENT) and cell >= _FIRST_DAY:
        return datetime.fromisoformat(cell)
    if form in (FIGURE, MONEY) and cell and Decimal(repr(float(cell))) == Decimal(cell):
        return float(cell)
    return cell if len(cell) <= _LONGEST // 2 else _cut(cell)


def _cut(text: str) -> str:
    """As much of a text as a cell may hold, which is counted in UTF-16."""
    units = text.encode("utf-16-le", "surrogatepass")
    kept = units[: 2 * (_LONGEST - 1)].decode("utf-16-le", "ignore")
    return text if len(units) <= 2 * _LONGEST else f"{kept}…"


def _width(texts: Sequence[str]) -> int:
    """How wide a column is, in Latin letters; a Chinese character takes two."""
    lines = "\n".join([text[:_WIDEST] for text in texts]).encode("gb18030", "replace").split(b"\n")
    return min(max(max(map(len, lines)) + 2, _NARROWEST), _WIDEST)
