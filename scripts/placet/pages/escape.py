"""Makes people's words harmless on a page: no markup is ever read out of them."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u2028\u2029]")

#: The same below U+0080, where a character is a byte: bytes are looked through ten times as fast.
_BYTES = bytes(one for one in range(0x80) if _CONTROL.match(chr(one)))


def html_text(text: str) -> Markup:
    """Return `text` as HTML text that is safe in an element and in a quoted attribute."""
    return escape(text if text.isprintable() else _CONTROL.sub("", text))


def without_control(html: str) -> str:
    """Return HTML without the control characters that people's words may have brought into it: as a rule, as it is."""
    data = html.encode("utf-8", "surrogatepass")
    clean = len(data.translate(None, _BYTES)) == len(data) and "\u2028" not in html and "\u2029" not in html
    return html if clean else _CONTROL.sub("", html)


def line(text: str) -> str:
    """Return `text` as one line of plain text, without control characters."""
    return " ".join(_CONTROL.sub(" ", text).split())
