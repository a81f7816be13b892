"""People's words as one line, for titles in calendars and feeds."""

from __future__ import annotations

from placet.pages.columns import clean


def line(text: str) -> str:
    """Return `text` as one line without control characters."""
    return " ".join(clean(text).split())
