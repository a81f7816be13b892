"""The trail to a regulation's pages."""

from __future__ import annotations

from markupsafe import Markup

from placet.model import Regulation
from placet.pages.links import REGULATIONS, href, link, regulation_page, unit_page
from placet.pages.view import View


def trail(view: View, regulation: Regulation, source: str) -> list[Markup]:
    """Return the crumbs of page `source`: the unit, the list of regulations, and the version, unless it is the page."""
    unit = view.cabinet.units.get(regulation.unit)
    home = regulation_page(regulation)
    return [
        *([link(href(source, unit_page(unit.id)), unit.title)] if unit else []),
        link(href(source, REGULATIONS), view.words("regulations")),
        *([link(href(source, home), regulation.title)] if home != source else []),
    ]
