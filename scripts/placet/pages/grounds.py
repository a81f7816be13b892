"""The rules that pages name as their grounds: which article of which regulation, its words, and where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from placet.model import Regulation, Rule
from placet.pages.links import HOME, article_anchor, href, regulation_page
from placet.pages.view import View


@dataclass(frozen=True)
class Ground:
    """A rule as pages name it; `address` is its article's as seen from the site's first page.

    `short` is the regulation's title without its unit's, for pages on which the unit is plain.
    """

    says: str
    article: str
    regulation: str
    short: str
    address: str


def ground(view: View, regulation: Regulation, rule: Rule) -> Ground:
    """Return how pages name a rule of a version of a regulation."""
    address = href(HOME, regulation_page(regulation), article_anchor(rule.article))
    label = view.label(regulation, rule.article)
    return Ground(rule.says, label, regulation.title, short_title(view, regulation), address)


def short_title(view: View, regulation: Regulation) -> str:
    """Return a regulation's title without that of its unit, or whole where nothing else is left."""
    unit = view.cabinet.units.get(regulation.unit)
    return (regulation.title.removeprefix(unit.title) if unit else "") or regulation.title


def grounds(view: View) -> Mapping[tuple[str, str], Ground]:
    """Return how pages name each rule, by the regulation's path and the rule's id."""
    return {
        (regulation.path, rule.id): ground(view, regulation, rule)
        for regulation in view.regulations
        for rule in regulation.rules
    }


def root(source: str) -> str:
    """Return what leads from a page to the site's first folder: "" or some "../"."""
    return "../" * source.count("/")
