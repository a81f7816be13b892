"""All pages of regulations: the list, every version, what differs between versions, and what rests on them."""

from __future__ import annotations

from placet.pages.links import regulation_page
from placet.pages.page import Page
from placet.pages.regulations.comparison import comparison_pages
from placet.pages.regulations.index import index_page
from placet.pages.regulations.uses_page import uses_pages
from placet.pages.regulations.version import version_page
from placet.pages.view import View


def regulation_pages(view: View) -> dict[str, Page]:
    """Return the page of every version, by path: with its adoption and what rests on it, as records have it."""
    return {regulation_page(regulation): version_page(view, regulation) for regulation in view.regulations}


def regulation_lists(view: View) -> dict[str, Page]:
    """Return the pages that regulations alone decide, by path: their list, and what differs between versions."""
    return index_page(view) | comparison_pages(view)


def regulation_uses(view: View) -> dict[str, Page]:
    """Return the pages of what rests on regulations, by path."""
    return uses_pages(view)
