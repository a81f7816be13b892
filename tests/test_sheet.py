"""Sheets of workbooks: written in one go, they are what the library writes cell by cell."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from placet.exports.sheet import Sheet

Value = str | float | datetime

MOMENTS = st.datetimes(datetime(1900, 3, 1), datetime(2100, 1, 1))  # noqa: DTZ001 - as workbooks have them
FIGURES = st.floats(allow_nan=False, allow_infinity=False)
TEXTS = st.one_of(
    st.text(max_size=5), st.sampled_from(["=1+1", "<r>x</r>", "_x0041_", " a", "a\nb", "http://a.b", "01"])
)
WIDTHS = st.integers(1, 4)
TABLES = WIDTHS.flatmap(
    lambda width: st.lists(
        st.lists(st.one_of(TEXTS, FIGURES, MOMENTS), min_size=width, max_size=width), min_size=1, max_size=40
    )
)


def _made(
    kind: type[Any], write: Callable[[Any, int, Any, Sequence[Value], Any], None], rows: list[list[Value]]
) -> bytes:
    """A workbook with a sheet of this kind, to which its columns are written; each row ends in a text."""
    made = io.BytesIO()
    inert = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    book = Workbook(made, inert)
    book.set_properties({"created": datetime(2020, 1, 1)})  # noqa: DTZ001 - as above
    head, form = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("甲", kind)
    for at, cells in enumerate(zip(*[(*row, "end") for row in rows], strict=True)):
        write(sheet, at, head, cells, form)
    book.close()
    return made.getvalue()


def _filled(sheet: Any, at: int, head: Any, cells: Sequence[Value], form: Any) -> None:
    sheet.fill(f"title {at}", head, cells, form)


def _cell_by_cell(sheet: Any, at: int, head: Any, cells: Sequence[Value], form: Any) -> None:
    sheet.write_string(0, at, f"title {at}", head)
    for row, cell in enumerate(cells, start=1):
        if isinstance(cell, datetime):
            sheet.write_datetime(row, at, cell, form)
        elif isinstance(cell, float):
            sheet.write_number(row, at, cell, form)
        elif cell:
            sheet.write_string(row, at, cell)


@settings(max_examples=50, deadline=None)
@given(TABLES)
def test_a_sheet_filled_by_columns_is_the_one_written_cell_by_cell(rows: list[list[Value]]) -> None:
    assert _made(Sheet, _filled, rows) == _made(Worksheet, _cell_by_cell, rows)
