"""People's words made fit for other programs: no signs that XML, calendars or spreadsheets cannot carry."""

from __future__ import annotations

import re

#: What XML 1.0 has no place for.
_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """Return `text` without control characters, its lines ended by line feeds."""
    return _UNFIT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def line(text: str) -> str:
    """Return `text` as one line."""
    return " ".join(clean(text).split())
