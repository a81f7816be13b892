"""A workbook's sheet whose rows are written in one go: cell by cell, as the library writes them, takes thrice as long.

What comes out is what the library would write, byte for byte; tests/test_sheet.py compares both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

#: Rows that share one mark of the columns they fill.
_BLOCK = 16
_DAY = 24 * 60 * 60
#: Day 0 of a workbook, and the day that it has too many: 29 February 1900 (ECMA-376 part 1, 18.17.4.1).
_EPOCH, _TOO_MANY = datetime(1899, 12, 31), 1  # noqa: DTZ001 - a workbook knows no time zones


class Sheet(Worksheet):  # type: ignore[misc]  # the library has no types
    """A sheet that is filled column by column."""

    def __init__(self) -> None:
        super().__init__()
        self._filled: list[tuple[int, Any, list[int | float | None], Any]] = []

    def fill(self, title: str, head: Any, cells: Sequence[str | float | datetime], form: Any) -> None:
        """Add a column: its title in format `head`, and its cells, of which those that are no texts have `form`.

        Nothing is written for an empty text. Moments must be later than February 1900.
        """
        self._check_dimensions(0, len(self._filled))
        self._check_dimensions(len(cells), len(self._filled))
        self._filled.append((self._text(title), head, [self._value(cell) for cell in cells], form))

    def _text(self, text: str) -> int:
        """The number of a text in the table that all sheets share."""
        return self.str_table._get_shared_string_index(text)  # type: ignore[no-any-return]  # noqa: SLF001 - as above

    def _value(self, cell: str | float | datetime) -> int | float | None:
        """What stands in a cell: a text's number, a figure, or None where it is empty."""
        if isinstance(cell, str):
            return self._text(cell) if cell else None
        if isinstance(cell, datetime):
            since = cell - _EPOCH
            return since.days + (since.seconds + since.microseconds / 1e6) / _DAY + _TOO_MANY
        return cell

    def _write_rows(self) -> None:
        """Write all rows that have a cell, as `Worksheet` does."""
        rows = list(zip(*(self._column(at) for at in range(len(self._filled))), strict=True))
        for start in range(0, len(rows), _BLOCK):
            block = rows[start : start + _BLOCK]
            full = [at for at, cells in enumerate(zip(*block, strict=True), start=1) if any(cells)]
            for number, row in enumerate(block, start=start + 1):
                if any(row):
                    self.fh.write(f'<row r="{number}" spans="{full[0]}:{full[-1]}">{"".join(row)}</row>')

    def _column(self, at: int) -> Iterator[str]:
        """The cells of a column as they are written, "" for an empty one."""
        title, head, values, form = self._filled[at]
        name = xl_col_to_name(at)
        style = ""
        yield f'<c r="{name}1" s="{head._get_xf_index()}" t="s"><v>{title}</v></c>'  # noqa: SLF001 - as above
        for number, value in enumerate(values, start=2):
            if value is None:
                yield ""
            elif type(value) is int:
                yield f'<c r="{name}{number}" t="s"><v>{value}</v></c>'
            else:
                # A format is counted when it is first used.
                style = style or (f' s="{form._get_xf_index()}"' if form else "")  # noqa: SLF001 - as above
                yield f'<c r="{name}{number}"{style}><v>{value:.16G}</v></c>'
