"""The portal's pages: a pure function from a judged cabinet to pages. Nothing here reads files or the clock."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from placet.pages.body import body_pages
from placet.pages.codes import code_pages
from placet.pages.compliance import compliance_pages
from placet.pages.home import home_pages
from placet.pages.page import Page
from placet.pages.post import post_pages
from placet.pages.record import record_pages
from placet.pages.register import register_index, register_pages
from placet.pages.regulation import regulation_lists, regulation_pages, regulation_uses
from placet.pages.statistics import statistics_pages
from placet.pages.unit import unit_pages
from placet.pages.view import View
from placet.pages.waiting import waiting_pages

Maker: TypeAlias = Callable[[View], Mapping[str, Page]]

#: What each record has of its own: made from the record, its judgement, and the cards of others.
RECORD: tuple[Maker, ...] = (record_pages,)
#: What speaks of many records: made from their facts.
WHOLE: tuple[Maker, ...] = (
    home_pages,
    unit_pages,
    post_pages,
    body_pages,
    regulation_pages,
    regulation_uses,
    register_index,
    waiting_pages,
    compliance_pages,
    statistics_pages,
)
#: What speaks of no record.
OFFICE: tuple[Maker, ...] = (regulation_lists, code_pages)


def render(view: View) -> Mapping[str, Page]:
    """Return every page of the portal, by its path on the site, sorted.

    The same view gives the same bytes. Raises LookupError when the outcome speaks of rules or kinds that the cabinet
    does not have.
    """
    pages = {path: made for maker in (*RECORD, *WHOLE, register_pages, *OFFICE) for path, made in maker(view).items()}
    return {path: pages[path] for path in sorted(pages)}
