"""The rules that pages name as their grounds: which article of which regulation, its words, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from placet.model import Regulation, Rule
from placet.pages.links import HOME, article_anchor, href, regulation_page

if TYPE_CHECKING:
    from placet.pages.view import View

#: The demand that says who does what.
_ACTS = "acts"


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
    rule: Rule = field(compare=False, repr=False)

    @cached_property
    def done(self) -> frozenset[str]:
        """The words with which the rule says who does what: acts among them."""
        return frozenset(_words(self.rule.demands.get(_ACTS)))

    @cached_property
    def demanded(self) -> frozenset[str]:
        """All words of its demands, keys and values at any depth."""
        return frozenset(_words(self.rule.demands))


class Grounds(dict[tuple[str, str], Ground]):
    """How pages name each rule, by the regulation's path and the rule's id, as it is asked for.

    Raises LookupError for a rule that the cabinet does not have.
    """

    def __init__(self, view: View) -> None:
        super().__init__()
        self._view = view

    def __missing__(self, key: tuple[str, str]) -> Ground:
        """How a rule is named that nobody asked for before."""
        made = self[key] = ground(self._view, *self._view.rules[key])
        return made


def ground(view: View, regulation: Regulation, rule: Rule) -> Ground:
    """Return how pages name a rule of a version of a regulation."""
    address = href(HOME, regulation_page(regulation), article_anchor(rule.article))
    label = view.label(regulation, rule.article)
    return Ground(rule.says, label, regulation.title, short_title(view, regulation), address, rule)


def _words(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping):
        for key, value in data.items():
            yield str(key)
            yield from _words(value)
    elif isinstance(data, Sequence):
        for value in data:
            yield from _words(value)


def short_title(view: View, regulation: Regulation) -> str:
    """Return a regulation's title without that of its unit, or whole where nothing else is left."""
    unit = view.cabinet.units.get(regulation.unit)
    return (regulation.title.removeprefix(unit.title) if unit else "") or regulation.title


def root(source: str) -> str:
    """Return what leads from a page to the site's first folder: "" or some "../"."""
    return "../" * source.count("/")
