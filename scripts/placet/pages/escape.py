"""Makes people's words harmless on a page: no markup is ever read out of them."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u2028\u2029]")


def html_text(text: str) -> Markup:
    """Return `text` as HTML text that is safe in an element and in a quoted attribute."""
    return escape(text if text.isprintable() else _CONTROL.sub("", text))


def without_control(html: str) -> str:
    """Return HTML without the control characters that people's words may have brought into it."""
    return _CONTROL.sub("", html)


def line(text: str) -> str:
    """Return `text` as one line of plain text, without control characters."""
    return " ".join(_CONTROL.sub(" ", text).split())
