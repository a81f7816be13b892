"""Draws charts as static SVG with drawsvg: rectangles and words on a sheet as wide as its place.

What people wrote goes into text and titles alone: those drawsvg escapes, attributes it does not.
"""

from __future__ import annotations

from drawsvg import Drawing, Path, Pattern, Rectangle, Text, Title
from markupsafe import Markup

#: Hatching for a reader who sees no colours: its size, its turn, its path. Colours come from the style sheet.
_HATCHES = {
    "t2": (6, 45, "M0 0h2v6h-2z"),
    "t3": (5, 0, "M1.5 1.5h2v2h-2z"),
    "t4": (5, 0, "M0 0h5v1.4h-5z"),
    "t5": (7, -45, "M0 0h1.4v7h-1.4z"),
    "waiting": (6, 45, "M0 0h2v6h-2z"),
    "breached": (6, 45, "M0 0h1.2v6h-1.2zM0 0h6v1.2h-6z"),
}


class _Description(Title):  # type: ignore[misc] # drawsvg has no types
    TAG_NAME = "desc"


class Sheet:
    """A drawing in the making, as wide as its place and so many pixels high; `name` begins its ids on the page."""

    def __init__(self, name: str, title: str, says: str, height: int) -> None:
        told = {"aria_labelledby": f"{name}-title", "aria_describedby": f"{name}-desc"}
        self._drawing = Drawing("100%", height, viewBox=None, class_="pl-chart", role="img", **told)
        self._drawing.append(Title(title, id=told["aria_labelledby"]))
        self._drawing.append(_Description(says, id=told["aria_describedby"]))
        self._name = name
        self._hatches: dict[str, Pattern] = {}

    def part(self, texture: str, x: str, y: float | str, width: str, height: float | str, says: str = "") -> None:
        """Draw a rectangle, and what it stands for."""
        drawn = Rectangle(x, y, width, height, class_=f"pl-chart__part pl-fill-{texture}", fill=self._hatch(texture))
        if says:
            drawn.append_title(says)
        self._drawing.append(drawn)

    def words(self, text: str, x: str, y: float | str, anchor: str, style: str) -> None:
        """Write words that have their `start`, `middle` or `end` at a place."""
        self._drawing.append(Text(text, None, x, y, text_anchor=anchor, class_=f"pl-chart__{style}"))

    def drawn(self) -> Markup:
        """The drawing as it stands in a page."""
        return _in_page(self._drawing)

    def sample(self, texture: str) -> Markup:
        """A small rectangle in a texture of the drawing, for its legend."""
        hatched = {"fill": f"url(#{self._name}-{texture})"} if texture in self._hatches else {}
        drawing = Drawing(16, 12, viewBox=None, class_="pl-chart__key", aria_hidden="true", focusable="false")
        drawing.append(Rectangle(0, 0, 16, 12, class_=f"pl-fill-{texture}", **hatched))
        return _in_page(drawing)

    def _hatch(self, texture: str) -> Pattern | None:
        """What hatches a texture, drawn when it is first used; None for one that is smooth."""
        if texture in _HATCHES and texture not in self._hatches:
            size, turn, path = _HATCHES[texture]
            hatch = Pattern(size, size, id=f"{self._name}-{texture}", patternTransform=f"rotate({turn})")
            hatch.append(Rectangle(0, 0, size, size, class_=f"pl-ground-{texture}"))
            hatch.append(Path(path, class_="pl-hatch"))
            self._hatches[texture] = hatch
        return self._hatches.get(texture)


def _in_page(drawing: Drawing) -> Markup:
    return Markup(drawing.as_svg(header=""))  # noqa: S704 - text is escaped, and attributes are ours
