"""Measures a PDF as one would a sheet of paper: its lines of text and its rules, in millimetres from the top left."""

from __future__ import annotations

import io
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import pdfplumber

_MM = 25.4 / 72
#: The em box of Chinese type: so much of it lies above the baseline.
_ABOVE = 0.88
RED = (0.843, 0.0, 0.059)


@dataclass(frozen=True)
class Line:
    """Characters on one baseline; `top` and `bottom` are those of their em boxes, `size` in millimetres."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    font: str
    colour: tuple[float, ...]
    starts: tuple[float, ...]


@dataclass(frozen=True)
class Rule:
    """A drawn line."""

    left: float
    right: float
    top: float
    thick: float
    colour: tuple[float, ...]


@dataclass(frozen=True)
class Leaf:
    """One page: its size, its lines of text from top to bottom, its rules, and the circles drawn on it."""

    width: float
    height: float
    lines: tuple[Line, ...]
    rules: tuple[Rule, ...]
    circles: tuple[tuple[float, float, float, float], ...]

    @property
    def text(self) -> str:
        """What stands on the page, without white space."""
        return "".join("".join(line.text.split()) for line in self.lines)

    def of_size(self, points: float) -> tuple[Line, ...]:
        """The lines set in a size, given in points."""
        return tuple(line for line in self.lines if abs(line.size / _MM - points) < 0.05)


def leaves(pdf: bytes) -> tuple[Leaf, ...]:
    """The pages of a PDF."""
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return tuple(_leaf(page) for page in document.pages)


def _leaf(page: Any) -> Leaf:
    rows: dict[tuple[float, float], list[Any]] = defaultdict(list)
    for char in page.chars:
        rows[round(char["matrix"][5], 1), round(char["size"], 1)].append(char)
    lines = [_line(sorted(row, key=lambda char: char["x0"]), float(page.height)) for row in rows.values()]
    rules = [
        Rule(*(float(one[key]) * _MM for key in ("x0", "x1", "top", "linewidth")), _colour(one["stroking_color"]))
        for one in page.lines
    ]
    circles = tuple(tuple(round(float(one[k]) * _MM, 2) for k in ("x0", "x1", "top", "bottom")) for one in page.curves)
    return Leaf(
        float(page.width) * _MM,
        float(page.height) * _MM,
        tuple(sorted(lines, key=lambda line: (line.top, line.left))),
        tuple(sorted(rules, key=lambda rule: rule.top)),
        circles,  # type: ignore[arg-type]
    )


def _line(row: list[Any], height: float) -> Line:
    first = row[0]
    size = float(first["size"])
    top = height - float(first["matrix"][5]) - _ABOVE * size
    return Line(
        text="".join(char["text"] for char in row),
        left=float(first["x0"]) * _MM,
        right=float(row[-1]["x1"]) * _MM,
        top=top * _MM,
        bottom=(top + size) * _MM,
        size=size * _MM,
        font=first["fontname"].partition("+")[2],
        colour=_colour(first["non_stroking_color"]),
        starts=tuple(float(char["x0"]) * _MM for char in row),
    )


def _colour(colour: Any) -> tuple[float, ...]:
    return tuple(round(float(part), 3) for part in (colour if isinstance(colour, tuple | list) else (colour,)))
