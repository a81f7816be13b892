"""Characters that no reader can see.

Unicode's bidirectional controls can make a text read otherwise than it is stored (Unicode Technical Report 36 §2.5), so
an approver would sign what he did not read: they are refused everywhere; zero-width characters in front matter and
data, where two values that look alike would differ.
"""

from __future__ import annotations

import re

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_UNSEEN = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)

_STRICT, _LOOSE = (re.compile(_CONTROL.pattern[:-1] + other.pattern[1:]) for other in (_UNSEEN, _BIDI))


def first(text: str, *, strict: bool = True) -> tuple[str, int] | None:
    """The code and index of the first character refused: FMT003 a control character, FMT004 a hidden one.

    `strict` refuses zero-width characters as well as those that change the direction of writing.
    """
    # Of what Unicode calls printable nothing is refused, and that is known ten times as soon.
    if text.replace("\n", "").isprintable() or not (_STRICT if strict else _LOOSE).search(text):
        return None
    for code, pattern in (("FMT003", _CONTROL), ("FMT004", _UNSEEN if strict else _BIDI)):
        found = pattern.search(text)
        if found:
            return code, found.start()
    return None


def named(character: str) -> str:
    """The character's code point as Unicode writes it, "U+202E"."""
    return f"U+{ord(character):04X}"
