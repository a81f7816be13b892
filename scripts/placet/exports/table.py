"""Registers as tables of text: the columns of their pages, the state of each record, and the address of its page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from placet.model import Register
from placet.pages.columns import TEXT, Column, clean
from placet.pages.facts import Facts
from placet.pages.links import HOME, href, record_page
from placet.pages.register_table import all_columns, state
from placet.pages.view import View

ADDRESS = "with-address"


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its title, its columns, and its rows of cells."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


def table(view: View, register: Register, found: Sequence[Facts], title: str) -> Table:
    """Return these records of a register as a table, in their order; addresses are seen from the site's root."""
    columns = (*all_columns(view, register), Column(ADDRESS, view.words("address"), TEXT))
    rows = ((*one.cells, view.words(state(one)), href(HOME, record_page(one.card))) for one in found)
    return Table(clean(title), columns, tuple(rows))
