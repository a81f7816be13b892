"""The rules on a record's page: those that are open one by one, those that are met folded by article."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TypeAlias

from markupsafe import Markup

from placet.model import Status, Verdict
from placet.pages.grounds import Ground
from placet.pages.layout import part
from placet.pages.values import Printer
from placet.pages.words import Words

#: A rule that is met, with links to the records its verdict rests on.
_Met: TypeAlias = tuple[Ground, tuple[Markup, ...]]


def met_part(printer: Printer, up: str, verdicts: Iterable[Verdict]) -> Markup:
    """Return the rules that are met as HTML, "" where there are none; `up` leads to the site's first folder."""
    grounds = printer.view.grounds
    rows = [
        (grounds[one.regulation, one.rule], tuple(map(printer.record, one.rests_on)))
        for one in verdicts
        if one.status is Status.MET
    ]
    return _folded(printer.view.words, up, tuple(rows)) if rows else Markup()


@lru_cache(maxsize=1 << 10)
def _folded(words: Words, up: str, rows: tuple[_Met, ...]) -> Markup:
    """Rows by the regulation and then by the article they quote, in their order, each named once."""
    found: dict[str, dict[str, list[_Met]]] = {}
    for row in rows:
        found.setdefault(row[0].regulation, {}).setdefault(row[0].address, []).append(row)
    folded = [(title, [(several[0][0], several) for several in articles.values()]) for title, articles in found.items()]
    return part("met", words, up, folded)
