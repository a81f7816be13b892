"""The regulations: a list by standing, and a page for each version with the machine's reading beside every article."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from placet.model import Article, Example, Regulation, Rule, Unit
from placet.pages import dates
from placet.pages.layout import page
from placet.pages.links import REGULATIONS, article_anchor, href, link, regulation_page, unit_page
from placet.pages.page import Page
from placet.pages.plain import condition, example_sentence, expressions, rule_sentences
from placet.pages.prose import prose
from placet.pages.values import Printer
from placet.pages.view import View

_STANDINGS = ("in-force", "pending", "superseded", "repealed")


@dataclass(frozen=True)
class RuleRow:
    """A rule as printed beside its article."""

    id: str
    says: str
    level: str
    sentences: tuple[str, ...]
    condition: str
    expressions: tuple[str, ...]
    basis: str
    examples: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ArticleRow:
    """An article as printed: its heading, text, rules, and why it is left unchecked."""

    anchor: str
    heading: str
    chapter: str
    text: Markup
    rules: tuple[RuleRow, ...]
    unchecked: tuple[str, ...]


def regulation_pages(view: View) -> dict[str, Page]:
    """Return the list of regulations and the page of every version, by path."""
    return {REGULATIONS: _index(view)} | {regulation_page(r): _page(view, r) for r in view.regulations}


def window(view: View, regulation: Regulation) -> str:
    """Return the days on which a version holds, in words."""
    since, last = dates.day(regulation.in_force), view.last_day(regulation)
    return view.words("window-closed", since=since, last=dates.day(last)) if last else view.words("window", since=since)


def _index(view: View) -> Page:
    """Unit by unit, in the portal's order; what is in force first."""
    homes = [*view.cabinet.config.units, *sorted({r.unit for r in view.regulations} - set(view.cabinet.config.units))]
    groups = []
    for home in homes:
        own = [regulation for regulation in view.regulations if regulation.unit == home]
        own.sort(key=lambda regulation: _STANDINGS.index(view.standing_of(regulation)))
        unit = view.cabinet.units.get(home)
        if own:
            groups.append((unit.title if unit else "", [_line(view, regulation) for regulation in own]))
    return page("regulations", view.words("regulations"), "regulations", words=view.words, groups=groups)


def _line(view: View, regulation: Regulation) -> dict[str, object]:
    ruled = {rule.article for rule in regulation.rules}
    return {
        "link": link(href(REGULATIONS, regulation_page(regulation)), regulation.title),
        "number": regulation.number,
        "standing": view.standing_of(regulation),
        "window": window(view, regulation),
        "articles": len(regulation.articles),
        "ruled": len(ruled),
        "rules": len(regulation.rules),
    }


def _page(view: View, regulation: Regulation) -> Page:
    source = regulation_page(regulation)
    standing = view.standing_of(regulation)
    unit = view.cabinet.units.get(regulation.unit)
    articles = [_article(view, regulation, article, source) for article in regulation.articles]
    return page(
        "regulation",
        f"{regulation.title}（{dates.day(regulation.in_force)}）",
        "regulations",
        words=view.words,
        crumbs=[
            *([link(href(source, unit_page(unit.id)), unit.title)] if unit else []),
            link(href(source, REGULATIONS), view.words("regulations")),
        ],
        regulation=regulation,
        standing=standing,
        window=window(view, regulation),
        adopted=_adoption(view, regulation, source),
        versions=_versions(view, regulation, source),
        current=_current(view, regulation, source),
        articles=articles,
        ruled=sum(bool(article.rules) for article in articles),
        open=sum(bool(article.unchecked) for article in articles),
        rule_count=len(regulation.rules),
    )


def _adoption(view: View, regulation: Regulation, source: str) -> list[Markup]:
    unit = view.cabinet.units.get(regulation.unit)
    if not unit or not regulation.adopted:
        return []
    body = regulation.adopted.get("by", "")
    minutes = regulation.adopted.get("minutes", "")
    title = unit.bodies[body].title if body in unit.bodies else body
    return [Markup("{}").format(title), *([Printer(view, source, unit).record(minutes)] if minutes else [])]


def _versions(view: View, regulation: Regulation, source: str) -> list[dict[str, object]]:
    return [
        {
            "name": link(href(source, regulation_page(version)), dates.day(version.in_force))
            if version is not regulation
            else Markup("<b>{}</b>").format(dates.day(version.in_force)),
            "standing": view.standing_of(version),
            "window": window(view, version),
        }
        for version in view.versions(regulation)
    ]


def _current(view: View, regulation: Regulation, source: str) -> list[Markup]:
    return [
        link(href(source, regulation_page(version)), dates.day(version.in_force))
        for version in view.versions(regulation)
        if version is not regulation and view.standing_of(version) == "in-force"
    ]


def _article(view: View, regulation: Regulation, article: Article, source: str) -> ArticleRow:
    previous = [other.chapter for other in regulation.articles if other.number < article.number]
    linker = view.citations.linker(source, regulation.in_force)
    return ArticleRow(
        anchor=article_anchor(article.number),
        heading=article.label,
        chapter=article.chapter if article.chapter and article.chapter not in previous else "",
        text=prose(_text(article), linker, top=4),
        rules=tuple(_rule(view, regulation, rule) for rule in regulation.rules if rule.article == article.number),
        unchecked=tuple(entry.why for entry in regulation.unchecked if entry.article == article.number),
    )


def _text(article: Article) -> str:
    """Return an article's Markdown without its heading, or without 第X条 where that opens its first paragraph."""
    head, _, rest = article.markdown.partition("\n")
    return rest if head.startswith("#") else article.markdown.removeprefix(article.label).lstrip()


def _rule(view: View, regulation: Regulation, rule: Rule) -> RuleRow:
    unit = view.cabinet.units.get(regulation.unit)
    return RuleRow(
        id=rule.id,
        says=rule.says,
        level=rule.level.value,
        sentences=rule_sentences(view, rule),
        condition=condition(view, unit, rule),
        expressions=expressions(rule),
        basis="、".join(rule.basis),
        examples=tuple(_example(view, unit, rule, example) for example in rule.examples),
    )


def _example(view: View, unit: Unit | None, rule: Rule, example: Example) -> tuple[str, str]:
    return example_sentence(view, unit, rule, example), example.expect
