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

_LABEL = "第[〇零一二三四五六七八九十百千]+条"
_ARTICLE = re.compile(_LABEL)
#: What ends the name of another text, whose article it then is: 》, or 法, 条例, 细则, 规定, 制度, 规程.
_OTHERS = re.compile("(?:》|法|条例|细则|规定|制度|规程|章程)$")
#: Unless it is this one: 本办法.
_OURS = re.compile("本.{1,2}$")
#: What joins articles of one text.
_AND = ("、", "和", "及", "至", "或", "或者", "以及")


@dataclass(frozen=True)
class Citations:
    """What can be cited: the registers with a series, cards of records by path, regulations by title, oldest first."""

    registers: Mapping[str, Register]
    records: Mapping[str, Card]
    versions: Mapping[str, tuple[Regulation, ...]]

    def linker(self, source: str, on: date | None, own: Regulation | None = None) -> Callable[[str], str]:
        """Return a function from text to HTML for page `source`; regulations are cited as they stood `on` that day.

        Where the text is a regulation's `own`, an article that it names without a title is one of its own.
        """

        def linked(text: str) -> str:
            out, end = [Markup()], 0
            for start, stop, page, anchor in sorted([*self._found(text, on), *_own(text, own)]):
                if start >= end and (page != source or own):
                    words = text[start:stop]
                    out += [html_text(text[end:start]), link(href(source, page, anchor), words, "pl-cite")]
                    end = stop
            return str(Markup().join([*out, html_text(text[end:])]))

        return linked

    def may_stand_in(self, markdown: str) -> bool:
        """Whether prose may cite anything at all: one look, where looking line by line takes many."""
        if "\\" in markdown or "&" in markdown:
            return True
        heads = self._finder.heads
        return any(head in markdown for head in heads) or bool(self._titles and self._titles.search(markdown))

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
                yield match, version, _number(version, match["article"] or "")

    @cached_property
    def _finder(self) -> numbers.Finder:
        return numbers.Finder(numbers.series(self.registers[path] for path in sorted(self.registers)))

    @cached_property
    def _titles(self) -> re.Pattern[str] | None:
        titles = "|".join(re.escape(title) for title in sorted(self.versions, key=lambda title: (-len(title), title)))
        return re.compile(f"《(?P<title>{titles})》(?P<article>{_LABEL})?") if titles else None

    def _version(self, title: str, on: date | None) -> Regulation | None:
        versions = self.versions[title]
        in_force = [version for version in versions if on is None or version.in_force <= on]
        return (in_force or [versions[0]])[-1]


def _own(text: str, own: Regulation | None) -> Iterator[tuple[int, int, str, str]]:
    """Where a regulation's text names articles of its own."""
    end, of_another = 0, False
    for match in _ARTICLE.finditer(text) if own else ():
        if text[end : match.start()] not in _AND:
            before = text[max(0, match.start() - 6) : match.start()]
            of_another = bool(_OTHERS.search(before)) and not _OURS.search(before)
        end = match.end()
        number = _number(own, match[0]) if own and not of_another else 0
        if own and number:
            yield match.start(), end, regulation_page(own), article_anchor(number)


def _number(regulation: Regulation, label: str) -> int:
    """The number of the article with this label, 0 where there is none."""
    return next((article.number for article in regulation.articles if article.label.split()[0] == label), 0)
