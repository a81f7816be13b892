"""What rests on an article: records that are judged by it or cite it, and the articles of other regulations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, TypeAlias

from placet.model import Record, Regulation

if TYPE_CHECKING:
    from placet.pages.card import Card
    from placet.pages.view import View

#: Articles by the path of their version; 0 is the regulation as a whole.
Named: TypeAlias = tuple[tuple[str, tuple[int, ...]], ...]


def judged_by(view: View, record: Record) -> Named:
    """Return the articles whose rules apply to a record."""
    return _named((verdict.regulation, verdict.article) for verdict in view.verdicts.get(record.path, ()))


def cited_by(view: View, record: Record) -> Named:
    """Return the articles that a record's text cites, as they stood on its day."""
    return _named(view.citations.articles(record.body, view.cards[record.path].day))


def _named(found: Iterable[tuple[str, int]]) -> Named:
    by_path: dict[str, set[int]] = defaultdict(set)
    for path, article in found:
        by_path[path].add(article)
    return tuple((path, tuple(sorted(by_path[path]))) for path in sorted(by_path))


class Uses:
    """The cards of the records that use each article, and the articles of other regulations that cite it."""

    def __init__(self, view: View) -> None:
        self._judged: dict[tuple[str, int], list[Card]] = defaultdict(list)
        self._cited: dict[tuple[str, int], list[Card]] = defaultdict(list)
        self._all: dict[str, list[Card]] = defaultdict(list)
        for facts in view.facts.values():
            for named, by_article in ((facts.judged_by, self._judged), (facts.cites, self._cited)):
                for path, articles in named:
                    for article in articles:
                        by_article[path, article].append(facts.card)
            for path in dict.fromkeys(path for path, _ in (*facts.judged_by, *facts.cites)):
                self._all[path].append(facts.card)
        self._regulations = _between(view)

    def judged(self, regulation: Regulation, article: int) -> list[Card]:
        """Return the records that an article's rules apply to, by path."""
        return self._judged.get((regulation.path, article), [])

    def cited(self, regulation: Regulation, article: int) -> list[Card]:
        """Return the records whose text cites an article (0: the regulation without an article), by path."""
        return self._cited.get((regulation.path, article), [])

    def of(self, regulation: Regulation) -> list[Card]:
        """Return the records that use any article of a version, by path."""
        return self._all.get(regulation.path, [])

    def regulations(self, regulation: Regulation, article: int) -> tuple[tuple[Regulation, int], ...]:
        """Return the articles of other regulations that cite an article (0: the regulation as a whole)."""
        return self._regulations.get((regulation.path, article), ())


def _between(view: View) -> Mapping[tuple[str, int], tuple[tuple[Regulation, int], ...]]:
    found: dict[tuple[str, int], list[tuple[Regulation, int]]] = defaultdict(list)
    for regulation in view.regulations:
        for article in regulation.articles:
            for target in dict.fromkeys(view.citations.articles(article.text, regulation.in_force)):
                found[target].append((regulation, article.number))
    own = {regulation.path: (regulation.unit, regulation.id) for regulation in view.regulations}
    return {
        target: tuple(source for source in sources if (source[0].unit, source[0].id) != own[target[0]])
        for target, sources in found.items()
    }
