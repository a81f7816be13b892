"""Pictures of a terminal: what was typed and what was answered in, an SVG out, the same bytes for the same words.

Every character has its own place on a grid (Chinese ones two cells), so that it looks alike with any reader's fonts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from unicodedata import east_asian_width

_CELL, _LINE, _EDGE, _COLUMNS = 8, 20, 16, 100
_STYLE = (
    "text{font:14px ui-monospace,'Noto Sans Mono CJK SC','PingFang SC','Microsoft YaHei',monospace;white-space:pre}"
    ".typed{fill:#7ee787}.said{fill:#e6edf3}"
)


@dataclass(frozen=True)
class Exchange:
    """One command as it was typed, and the whole answer."""

    typed: str
    said: str


def picture(title: str, exchanges: list[Exchange]) -> str:
    """The SVG of a terminal in which these commands were given one after another; `title` says what it shows."""
    rows = [row for one in exchanges for row in _rows(one)]
    width, height = 2 * _EDGE + _CELL * _COLUMNS, 2 * _EDGE + _LINE * len(rows)
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-labelledby="title">',
        f'<title id="title">{escape(title)}</title>',
        f"<style>{_STYLE}</style>",
        f'<rect width="{width}" height="{height}" rx="8" fill="#0d1117"/>',
    ]
    for number, (style, text) in enumerate(rows):
        if text.strip():
            lines.append(_text(style, text, _EDGE + _LINE * number + 15))
    return "\n".join([*lines, "</svg>"]) + "\n"


def _text(style: str, text: str, y: int) -> str:
    at, places = _EDGE, []
    for character in text:
        places.append(str(at))
        at += _CELL * _cells(character)
    return f'<text class="{style}" y="{y}" x="{" ".join(places)}">{escape(text)}</text>'


def _rows(one: Exchange) -> Iterator[tuple[str, str]]:
    for style, text in (("typed", f"$ {one.typed}"), ("said", one.said.rstrip("\n"))):
        for line in text.split("\n"):
            yield from ((style, part) for part in _folded(line))
    yield "said", ""


def _folded(line: str) -> Iterator[str]:
    """A line in pieces that fit the terminal's width; an empty line is one piece."""
    piece, width = "", 0
    for character in line:
        if width + _cells(character) > _COLUMNS:
            yield piece
            piece, width = "  ", 2
        piece, width = piece + character, width + _cells(character)
    yield piece


def _cells(character: str) -> int:
    return 2 if east_asian_width(character) in "WFA" and character != "·" else 1
