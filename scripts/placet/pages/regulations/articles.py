"""Articles and their rules as printed: text beside the machine's reading, and what rests on them."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from placet.model import Article, Example, Regulation, Rule, Unit
from placet.pages.links import article_anchor, href, link, regulation_page, uses_page
from placet.pages.plain import condition, example_sentence, expressions, lines, rule_sentences
from placet.pages.prose import prose
from placet.pages.regulations.uses_page import FEW, users
from placet.pages.values import Printer
from placet.pages.view import View


@dataclass(frozen=True)
class RuleRow:
    """A rule as printed beside its article; a sentence with numbered conditions is cut into lines."""

    id: str
    says: str
    level: str
    sentences: tuple[tuple[str, ...], ...]
    condition: str
    expressions: tuple[str, ...]
    examples: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class UsesRow:
    """What rests on an article: how many records it rules on and how many cite it, the newest, and other articles."""

    judged: int
    cited: int
    newest: tuple[Markup, ...]
    all: str
    regulations: tuple[Markup, ...]


@dataclass(frozen=True)
class ArticleRow:
    """An article as printed: its heading, text, rules, and why it is left unchecked.

    `citation` is what a reader copies; `compared` where its change from the version before is shown, "" for none.
    """

    anchor: str
    label: str
    heading: str
    chapter: str
    text: Markup
    rules: tuple[RuleRow, ...]
    unchecked: tuple[str, ...]
    citation: str
    compared: str
    uses: UsesRow


def label(article: Article) -> str:
    """Return an article's label without its heading: 第四条."""
    return article.label.partition(" ")[0]


def citation(view: View, regulation: Regulation, article: Article | None = None) -> str:
    """Return how a version, or an article of it, is cited in writing."""
    since = regulation.in_force.isoformat()
    return view.words("citation", title=regulation.title, since=since, article=label(article) if article else "")


def article_rows(view: View, regulation: Regulation, compared: dict[int, str]) -> list[ArticleRow]:
    """Return the articles of a version as printed on its page; `compared` has addresses of changes by article."""
    source = regulation_page(regulation)
    linker = view.citations.linker(source, regulation.in_force, regulation)
    rows = []
    chapter = ""
    for article in regulation.articles:
        rows.append(
            ArticleRow(
                anchor=article_anchor(article.number),
                label=label(article),
                heading=article.label,
                chapter=article.chapter if article.chapter != chapter else "",
                text=prose(_text(article), linker, top=4),
                rules=tuple(
                    _rule(view, regulation, rule) for rule in regulation.rules if rule.article == article.number
                ),
                unchecked=tuple(entry.why for entry in regulation.unchecked if entry.article == article.number),
                citation=citation(view, regulation, article),
                compared=compared.get(article.number, ""),
                uses=uses_row(view, regulation, article.number, source),
            )
        )
        chapter = article.chapter
    return rows


def uses_row(view: View, regulation: Regulation, article: int, source: str) -> UsesRow:
    """Return what rests on an article (0: on the regulation as a whole) as printed on page `source`."""
    cards = users(view, regulation, article)
    printer = Printer(view, source, view.cabinet.units[regulation.unit]) if cards else None
    return UsesRow(
        judged=len(view.uses.judged(regulation, article)),
        cited=len(view.uses.cited(regulation, article)),
        newest=tuple(printer.record_name(card) for card in cards[:FEW]) if printer else (),
        all=href(source, uses_page(regulation), article_anchor(article)) if len(cards) > FEW else "",
        regulations=tuple(
            link(
                href(source, regulation_page(other), article_anchor(number)),
                view.words("article-of", title=other.title, article=view.label(other, number)),
            )
            for other, number in view.uses.regulations(regulation, article)
            if view.standing_of(other) in ("in-force", "pending")
        ),
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
        sentences=tuple(map(lines, rule_sentences(view, rule))),
        condition=condition(view, unit, rule),
        expressions=expressions(rule),
        examples=tuple(_example(view, unit, rule, example) for example in rule.examples),
    )


def _example(view: View, unit: Unit | None, rule: Rule, example: Example) -> tuple[str, str]:
    return example_sentence(view, unit, rule, example), example.expect
