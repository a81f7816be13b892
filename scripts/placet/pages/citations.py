"""Finds what running text cites: official numbers of filed documents, and regulations by title and article."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from markupsafe import Markup

from placet import numbers
from placet.model import Register, Regulation
from placet.pages.card import Card
from placet.pages.escape import html_text
from placet.pages.links import article_anchor, href, link, record_page, regulation_page


@dataclass(frozen=True)
class Citations:
    """What can be cited: the registers with a series, cards of records by path, regulations by title, oldest first."""

    registers: Mapping[str, Register]
    records: Mapping[str, Card]
    versions: Mapping[str, tuple[Regulation, ...]]

    def linker(self, source: str, on: date | None) -> Callable[[str], str]:
        """Return a function from text to HTML for page `source`; regulations are cited as they stood `on` that day."""

        def linked(text: str) -> str:
            out, end = [Markup()], 0
            for start, stop, page, anchor in sorted(self._found(text, on)):
                if start >= end and page != source:
                    words = text[start:stop]
                    out += [html_text(text[end:start]), link(href(source, page, anchor), words, "pl-cite")]
                    end = stop
            return str(Markup().join([*out, html_text(text[end:])]))

        return linked

    def found(self, text: str) -> Iterator[numbers.Citation]:
        """The official numbers that a text cites, in the order they stand there."""
        return iter(self._finder.find(text))

    def articles(self, text: str, on: date | None) -> Iterator[tuple[str, int]]:
        """The path of each version that a text cites, as of that day, and the article; 0 where it names none."""
        for _, version, number in self._articles(text, on):
            yield version.path, number

    def _found(self, text: str, on: date | None) -> Iterator[tuple[int, int, str, str]]:
        for citation in self._finder.find(text):
            record = self.records.get(citation.number.path) if citation.number else None
            if record:
                yield citation.start, citation.end, record_page(record), ""
        for match, version, number in self._articles(text, on):
            yield match.start(), match.end(), regulation_page(version), article_anchor(number) if number else ""

    def _articles(self, text: str, on: date | None) -> Iterator[tuple[re.Match[str], Regulation, int]]:
        for match in self._titles.finditer(text) if self._titles else ():
            version = self._version(match["title"], on)
            if version:
                label = match["article"] or ""
                of_that_label = (article.number for article in version.articles if article.label.split()[0] == label)
                yield match, version, next(of_that_label, 0)

    @cached_property
    def _finder(self) -> numbers.Finder:
        return numbers.Finder(numbers.series(self.registers[path] for path in sorted(self.registers)))

    @cached_property
    def _titles(self) -> re.Pattern[str] | None:
        titles = "|".join(re.escape(title) for title in sorted(self.versions, key=lambda title: (-len(title), title)))
        article = "(?P<article>第[〇零一二三四五六七八九十百千]+条)?"
        return re.compile(f"《(?P<title>{titles})》{article}") if titles else None

    def _version(self, title: str, on: date | None) -> Regulation | None:
        versions = self.versions[title]
        in_force = [version for version in versions if on is None or version.in_force <= on]
        return (in_force or [versions[0]])[-1]
