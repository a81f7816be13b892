"""How a text reads: without tags, character references, escapes and percent signs, however often they are laid over."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from urllib.parse import unquote

_MOST = 4
_TAG = re.compile(r"<[^>]*>")
#: What stands within a line: of HTML and SVG, of a sentence in Word (w), of a drawing (a), in OFD, of a cell in Excel.
_INLINE = re.compile(
    r"<!--.*?-->|</?(?:"
    r"a|abbr|b|bdi|bdo|big|br|cite|code|data|del|dfn|em|font|i|ins|kbd|label|mark|q|rb|rp|ruby|s|samp|small|span|strike"
    r"|strong|sub|sup|time|tspan|tt|u|var|wbr"
    r"|(?:w|a):(?!p\b|tc\b|tr\b|tab\b)\w+|(?:ofd:)?(?:TextCode|CGTransform)"
    r"|r|t|rPr|rFont|rPh|sz|color|family|charset|scheme|vertAlign"
    r")(?![\w:-])[^>]*>",
    re.IGNORECASE | re.DOTALL,
)
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})|\\u\{([0-9a-fA-F]{1,6})\}|\\([0-9a-fA-F]{1,6})\s?|\\(/)")
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_LAST = 0x10FFFF


def readings(text: str) -> Iterator[str]:
    """What else a text says when it is read, with what stands in its tags and without, until no more comes off."""
    for _ in range(_MOST):
        if "<" in text:
            yield _plain(_TAG.sub("\n", _INLINE.sub("", text)))
        plain = _plain(text)
        if plain == text:
            return
        yield plain
        text = plain


def _plain(text: str) -> str:
    """A text without one layer of references, escapes and percent signs."""
    if "\\" in text:
        text = _PAIR.sub(_joined, _ESCAPED.sub(_sign, text))
    return unquote(html.unescape(text))


def _sign(escape: re.Match[str]) -> str:
    if escape[4]:
        return "/"
    code = int(escape[1] or escape[2] or escape[3], 16)
    return chr(code) if code <= _LAST else escape[0]


def _joined(pair: re.Match[str]) -> str:
    return pair[0].encode("utf-16", "surrogatepass").decode("utf-16")
