"""Charts as a template draws them: where each bar and cell lies, in percent of the width, so words keep their size.

Drawn by `chart.html.j2` rather than by a library: pygal puts styles and scripts of its own into the picture, which the
site's content policy refuses, and drawsvg and svg.py leave attributes unescaped.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from placet.model import Status

#: The textures of series, in their order; what is beyond them is drawn like the last.
SERIES = ("t1", "t2", "t3", "t4", "t5")
#: The texture without hatching needs no pattern.
_SMOOTH = (SERIES[0], Status.MET.value, "none")
_LABEL = 20
#: Wide characters that a label may have.
_ROOM = 22


@dataclass(frozen=True)
class Part:
    """A rectangle: its texture, where it lies, and what it stands for in words."""

    texture: str
    x: str
    y: str
    width: str
    height: str
    says: str

    @property
    def fill(self) -> str:
        """The pattern it is filled with, "" for none."""
        return "" if self.texture in _SMOOTH else self.texture


@dataclass(frozen=True)
class Mark:
    """Words in the picture, and where they stand: at their `start`, `middle` or `end`."""

    x: str
    y: str
    text: str
    anchor: str
    style: str


@dataclass(frozen=True)
class Chart:
    """A picture: its id on the page, its title, what it says in a sentence, its height in pixels, what is drawn."""

    id: str
    title: str
    says: str
    height: int
    parts: tuple[Part, ...]
    marks: tuple[Mark, ...]
    legend: tuple[Part, ...] = ()

    @property
    def fills(self) -> tuple[str, ...]:
        """The patterns it needs."""
        return tuple(sorted({part.fill for part in (*self.parts, *self.legend)} - {""}))


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
    """Return lying bars, one row below the other, the values of a row end to end.

    `whole` is what fills the width; without it the longest row does.
    """
    step, thick = 38, 12
    longest = whole or max((sum(value.amount for value in row.values) for row in rows), default=0) or 1
    parts: list[Part] = []
    for place, row in enumerate(rows):
        y, start = place * step + _LABEL, 0.0
        parts.append(Part("none", "0", str(y), "100%", str(thick), ""))
        for value in row.values:
            wide = 100 * value.amount / longest
            if wide > 0:
                parts.append(Part(value.texture, percent(start), str(y), percent(wide), str(thick), value.says))
            start += wide
    return Chart(name, title, says, max(1, len(rows)) * step, tuple(parts), _labels(rows, step))


def cells(name: str, title: str, says: str, rows: Sequence[Row], signs: Mapping[str, str]) -> Chart:
    """Return rows of cells, one for each value of a row, all rows as wide as each other; `signs` by texture."""
    step, high, gap = 46, 22, 0.6
    parts: list[Part] = []
    marks: list[Mark] = []
    for place, row in enumerate(rows):
        y, wide = place * step + _LABEL, 100 / max(1, len(row.values))
        for index, value in enumerate(row.values):
            parts.append(Part(value.texture, percent(index * wide), str(y), percent(wide - gap), str(high), value.says))
            middle = percent(index * wide + (wide - gap) / 2)
            if signs[value.texture]:
                marks.append(Mark(middle, str(y + 16), signs[value.texture], "middle", f"sign-{value.texture}"))
    return Chart(name, title, says, max(1, len(rows)) * step, tuple(parts), (*_labels(rows, step), *marks))


def columns(name: str, title: str, says: str, heads: Sequence[str], series: Mapping[str, Sequence[int]]) -> Chart:
    """Return standing columns, one for each head, with the series stacked in them in their order."""
    tall, top, foot = 170, 20, 24
    totals = [sum(counts[index] for counts in series.values()) for index in range(len(heads))]
    highest = max(totals, default=0) or 1
    wide = 100 / max(1, len(heads))
    parts: list[Part] = []
    marks: list[Mark] = []
    for index, head in enumerate(heads):
        floor = float(top + tall)
        for number, (what, counts) in enumerate(series.items()):
            high = tall * counts[index] / highest
            floor -= high
            if counts[index]:
                x, width = percent((index + 0.16) * wide), percent(0.68 * wide)
                says_part = f"{head} {what} {counts[index]}"
                parts.append(Part(texture(number), x, plain(floor), width, plain(high), says_part))
        middle = percent((index + 0.5) * wide)
        marks.append(Mark(middle, str(top + tall + 16), head, "middle", "head"))
        if totals[index]:
            marks.append(Mark(middle, plain(floor - 5), str(totals[index]), "middle", "total"))
    legend = tuple(Part(texture(number), "0", "0", "16", "12", what) for number, what in enumerate(series))
    return Chart(name, title, says, top + tall + foot, tuple(parts), tuple(marks), legend)


def texture(number: int) -> str:
    """Return the texture of the series with this number, from 0."""
    return SERIES[min(number, len(SERIES) - 1)]


def _labels(rows: Sequence[Row], step: int) -> tuple[Mark, ...]:
    marks = []
    for place, row in enumerate(rows):
        y = str(place * step + _LABEL - 6)
        marks += [Mark("0", y, _short(row.label), "start", "label"), Mark("100%", y, row.figure, "end", "figure")]
    return tuple(marks)


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
