"""An impact as plain text and as Markdown for a pull request."""

from __future__ import annotations

import re
from collections.abc import Iterator

from placet.impact.outline import outline
from placet.impact.study import Impact
from placet.report.text import visible

_MARKUP = re.compile(r"([\\`*_{}\[\]<>+!|~&])")
#: What forges turn into links and calls wherever it stands, escaped or not.
_CALLS = re.compile(r"(?<=[@#])|(?<=:)(?=//)|(?<=\bwww)(?=\.)")


def write(found: Impact, lang: str) -> str:
    """Plain text: each depth two columns further in."""
    return visible("  " * max(item.depth - 1, 0) + item.words for item in outline(found, lang))


def markdown(found: Impact, lang: str) -> str:
    """Markdown: headings and nested lists, in which nothing out of a document can act as markup or call a user."""
    return visible(_markdown(found, lang))


def _markdown(found: Impact, lang: str) -> Iterator[str]:
    for item in outline(found, lang):
        words = _CALLS.sub("\u200b", _MARKUP.sub(r"\\\1", item.words)).replace("\n", " ")
        if item.depth < 2:
            if item.depth:
                yield ""
            yield f"{'#' * (item.depth + 2)} {words}"
            if item.depth:
                yield ""
        else:
            yield "  " * (item.depth - 2) + f"- {words}"
