"""Tells browsers how large a picture is before they have it, so that the text below does not jump."""

from __future__ import annotations

import posixpath
import re
import struct
from collections.abc import Mapping
from urllib.parse import unquote

_PICTURE = re.compile(r'<img (?P<given>[^>]*?)src="(?P<address>[^":]+)"')
_WIDTH = re.compile(r'width="(\d+)"')
_DRAWN = re.compile(r'<svg[^>]*?viewBox="0 0 ([\d.]+) ([\d.]+)"')


def measured(path: str, html: str, files: Mapping[str, bytes]) -> str:
    """Return the page of `path` with the width and height of its PNG and SVG pictures, which are among `files`."""

    def told(picture: re.Match[str]) -> str:
        data = files.get(posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(picture["address"]))), b"")
        size = _size(data)
        rest = html[picture.end() : html.index(">", picture.end())]
        if size is None or "height=" in rest:
            return picture[0]
        wanted = _WIDTH.search(rest)
        width = int(wanted[1]) if wanted else round(size[0])
        height = f'height="{round(width * size[1] / size[0])}"'
        return f"{picture[0]} {height}" if wanted else f'{picture[0]} width="{width}" {height}'

    return _PICTURE.sub(told, html)


def _size(data: bytes) -> tuple[float, float] | None:
    """The width and height of a PNG or SVG picture."""
    if data.startswith(b"\x89PNG"):
        width, height = struct.unpack(">II", data[16:24])
        return width, height
    drawn = _DRAWN.search(data[:1000].decode("utf-8", "replace"))
    return (float(drawn[1]), float(drawn[2])) if drawn else None
