"""What the measures of a unit's year are made of: its papers, rules and verdicts, and how a measure is laid out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from placet.model import Unit, Verdict
from placet.pages.chart import Chart
from placet.pages.facts import Facts
from placet.pages.links import href, kept_page, link, statistics_page, year_page
from placet.pages.view import View
from placet.rules.compile import Compiled


@dataclass(frozen=True)
class Table:
    """The numbers of a picture: its heads, its rows, and how many columns hold words before those with figures."""

    heads: tuple[str, ...]
    rows: tuple[tuple[Markup | str, ...], ...]
    words: int = 1


@dataclass(frozen=True)
class Section:
    """One part of the page: its anchor, its title, what it counts, a picture and its numbers, and more numbers."""

    id: str
    title: str
    lead: str
    chart: Chart | None
    table: Table | None
    more: Table | None = None


@dataclass(frozen=True)
class Year:
    """One unit's papers of one year, and the page that tells of them.

    `facts` are those that are numbered; `judged` are drafts too, because a limit runs before the number is given.
    """

    view: View
    unit: Unit
    year: int
    facts: tuple[Facts, ...]
    judged: tuple[Facts, ...]
    rules: tuple[Compiled, ...]
    verdicts: Mapping[tuple[str, str], Sequence[Verdict]]

    @property
    def source(self) -> str:
        """Where the page lies."""
        return statistics_page(self.unit.id, self.year)

    def register(self, path: str) -> Markup:
        """Return a link to this year of a register."""
        register = self.view.cabinet.registers[path]
        return link(href(self.source, year_page(register, self.year)), register.title)

    def title(self, path: str) -> str:
        """Return a register's title."""
        return self.view.cabinet.registers[path].title

    def rule(self, key: tuple[str, str]) -> Markup:
        """Return a link to how a rule is kept, named by its article."""
        regulation, rule = self.view.regulation_by_path[key[0]], self.view.grounds[key]
        words = self.view.words("article-of", title=rule.short, article=rule.article)
        return link(href(self.source, kept_page(regulation), f"r-{key[1]}"), words)
