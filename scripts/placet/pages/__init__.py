"""The portal's pages: a pure function from a judged cabinet to Markdown. Nothing here reads files or the clock."""

from __future__ import annotations

from collections.abc import Mapping

from placet.judge import Outcome
from placet.model import Cabinet
from placet.pages.codes import code_pages
from placet.pages.compliance import compliance_pages
from placet.pages.home import home_pages
from placet.pages.record import record_pages
from placet.pages.register import register_pages
from placet.pages.regulation import regulation_pages
from placet.pages.unit import unit_pages
from placet.pages.view import View
from placet.pages.waiting import waiting_pages
from placet.pages.words import Words

_MAKERS = (
    home_pages,
    unit_pages,
    regulation_pages,
    register_pages,
    record_pages,
    waiting_pages,
    compliance_pages,
    code_pages,
)


def render(
    cabinet: Cabinet, outcome: Outcome, lang: str = "zh", offered: frozenset[str] = frozenset()
) -> Mapping[str, str]:
    """Return every page of the portal, by its path in the site's source, sorted; `lang` is zh or en.

    `offered` are the paths of attached files that lie on the site, for pages to link to.

    The same cabinet and outcome give the same bytes. Raises LookupError when the outcome speaks of rules or
    kinds that the cabinet does not have.
    """
    view = View(cabinet, outcome, Words(lang), offered)
    pages = {path: text for maker in _MAKERS for path, text in maker(view).items()}
    return {path: pages[path] for path in sorted(pages)}
