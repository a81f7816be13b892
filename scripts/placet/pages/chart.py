"""Charts: where each bar, cell and column lies, in percent of the width, so words keep their size on any screen."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from placet.pages.drawing import Sheet

#: The textures of series, in their order; what is beyond them is drawn like the last.
SERIES = ("t1", "t2", "t3", "t4", "t5")
_LABEL = 20
#: Wide characters that a label may have.
_ROOM = 22


@dataclass(frozen=True)
class Chart:
    """A picture: its title, its drawing, and what its textures stand for, each with a sample."""

    title: str
    drawing: Markup
    legend: tuple[tuple[Markup, str], ...] = ()


@dataclass(frozen=True)
class Value:
    """One quantity: how much, its texture, and what it stands for in words."""

    amount: float
    texture: str
    says: str


@dataclass(frozen=True)
class Row:
    """A row of values under its label, with the figure as printed at its end."""

    label: str
    figure: str
    values: tuple[Value, ...]


def bars(name: str, title: str, says: str, rows: Sequence[Row], whole: float = 0) -> Chart:
    """Return lying bars, one row below the other, the values of a row end to end; `name` is its id on the page.

    `whole` is what fills the width; without it the longest row does.
    """
    step, thick = 38, 12
    longest = whole or max((sum(value.amount for value in row.values) for row in rows), default=0) or 1
    sheet = _sheet(name, title, says, max(1, len(rows)) * step)
    for place, row in enumerate(rows):
        y, start = place * step + _LABEL, 0.0
        _label(sheet, row, y)
        if not whole:
            sheet.part("none", "0", y, "100%", thick)
        for value in row.values:
            wide = 100 * value.amount / longest
            if wide > 0:
                sheet.part(value.texture, percent(start), y, percent(wide), thick, value.says)
            start += wide
    return Chart(title, sheet.drawn())


def cells(name: str, title: str, says: str, rows: Sequence[Row], signs: Mapping[str, str]) -> Chart:
    """Return rows of cells, one for each value of a row, all rows as wide as each other; `signs` by texture."""
    step, high, gap = 46, 22, 0.6
    sheet = _sheet(name, title, says, max(1, len(rows)) * step)
    for place, row in enumerate(rows):
        y, wide = place * step + _LABEL, 100 / max(1, len(row.values))
        _label(sheet, row, y)
        for index, value in enumerate(row.values):
            sheet.part(value.texture, percent(index * wide), y, percent(wide - gap), high, value.says)
            if signs[value.texture]:
                middle = percent(index * wide + (wide - gap) / 2)
                sheet.words(signs[value.texture], middle, y + 16, "middle", f"sign-{value.texture}")
    return Chart(title, sheet.drawn())


def columns(name: str, title: str, says: str, heads: Sequence[str], series: Mapping[str, Sequence[int]]) -> Chart:
    """Return standing columns, one for each head, with the series stacked in them in their order."""
    tall, top, foot = 170, 20, 24
    totals = [sum(counts[index] for counts in series.values()) for index in range(len(heads))]
    highest = max(totals, default=0) or 1
    wide = 100 / max(1, len(heads))
    sheet = _sheet(name, title, says, top + tall + foot)
    for index, head in enumerate(heads):
        floor = float(top + tall)
        for number, (what, counts) in enumerate(series.items()):
            high = tall * counts[index] / highest
            floor -= high
            if counts[index]:
                x, width = percent((index + 0.16) * wide), percent(0.68 * wide)
                sheet.part(texture(number), x, plain(floor), width, plain(high), f"{head} {what} {counts[index]}")
        middle = percent((index + 0.5) * wide)
        sheet.words(head, middle, top + tall + 16, "middle", "head")
        if totals[index]:
            sheet.words(str(totals[index]), middle, plain(floor - 5), "middle", "total")
    return Chart(title, sheet.drawn(), tuple((sheet.sample(texture(n)), what) for n, what in enumerate(series)))


def texture(number: int) -> str:
    """Return the texture of the series with this number, from 0."""
    return SERIES[min(number, len(SERIES) - 1)]


def _sheet(name: str, title: str, says: str, height: int) -> Sheet:
    from placet.pages.drawing import Sheet

    return Sheet(name, title, says, height)


def _label(sheet: Sheet, row: Row, y: int) -> None:
    """Write what a row shows above it, and its figure at the other end."""
    sheet.words(_short(row.label), "0", y - 6, "start", "label")
    sheet.words(row.figure, "100%", y - 6, "end", "figure")


def _short(label: str) -> str:
    """A label as it fits beside its figure on a telephone; the table beside the picture has it whole."""
    room = float(_ROOM)
    for place, sign in enumerate(label):
        room -= 1 if unicodedata.east_asian_width(sign) in "WF" else 0.5
        if room < 0:
            return f"{label[:place].rstrip()}…"
    return label


def percent(share: float) -> str:
    """Return a share of the width as SVG writes it."""
    return f"{plain(share)}%"


def plain(number: float) -> str:
    """Return a number with at most two places, without an exponent: the same on every machine."""
    return f"{number:.2f}".rstrip("0").rstrip(".")
