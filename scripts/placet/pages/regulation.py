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
    """Return the pages of regulations, by path."""
    versions = {regulation_page(regulation): version_page(view, regulation) for regulation in view.regulations}
    return index_page(view) | versions | comparison_pages(view) | uses_pages(view)
