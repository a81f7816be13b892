"""What differs between two versions of a regulation: a page that sets them side by side, article by article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby

from placet.model import Article, Regulation, Rule
from placet.pages import dates
from placet.pages.layout import page
from placet.pages.links import article_anchor, comparison_page, href, link, regulation_page
from placet.pages.page import Page
from placet.pages.plain import condition, rule_sentences
from placet.pages.regulations.articles import label
from placet.pages.regulations.trail import trail
from placet.pages.regulations.validity import current, dated, window
from placet.pages.view import View
from placet.redline.articles import Pair, heading, paired
from placet.redline.prose import Part, parts

#: The order in which changes are counted.
_CHANGES = ("edited", "added", "removed", "moved", "renumbered")


@dataclass(frozen=True)
class RuleRow:
    """A rule of an article whose plain reading came, went or changed."""

    change: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class PairRow:
    """An article before and after as printed: its labels, and what stayed, went and came in heading and text."""

    anchor: str
    change: str
    also: tuple[str, ...]
    was: str
    now: str
    heading: tuple[Part, ...]
    text: tuple[Part, ...]
    rules: tuple[RuleRow, ...]


def compared(view: View) -> Iterator[tuple[Regulation, Regulation]]:
    """Every two versions that have a page: each with the one before it, and each earlier one with the one in force."""
    for regulation in view.regulations:
        before = previous(view, regulation)
        if before:
            yield before, regulation
        now = current(view, regulation)
        if now and now.in_force > regulation.in_force and previous(view, now) is not regulation:
            yield regulation, now


def previous(view: View, regulation: Regulation) -> Regulation | None:
    """Return the version before this one, or None."""
    earlier = [version for version in view.versions(regulation) if version.in_force < regulation.in_force]
    return earlier[-1] if earlier else None


def changes_line(view: View, was: Regulation, now: Regulation) -> str:
    """Return how many articles changed and how, in words."""
    return _counted(view, paired(was.articles, now.articles))


def compared_articles(view: View, regulation: Regulation, source: str) -> dict[int, str]:
    """Return where the changes of a version from the one before are shown, by article."""
    before = previous(view, regulation)
    if not before:
        return {}
    address = comparison_page(before, regulation)
    return {
        pair.now.number: href(source, address, article_anchor(pair.now.number))
        for pair in paired(before.articles, regulation.articles)
        if pair.now and pair.edited
    }


def comparison_pages(view: View) -> dict[str, Page]:
    """Return the pages on which versions are compared, by path."""
    return {comparison_page(was, now): _page(view, was, now) for was, now in compared(view)}


def _page(view: View, was: Regulation, now: Regulation) -> Page:
    source = comparison_page(was, now)
    pairs = paired(was.articles, now.articles)
    rows = [_row(view, was, now, pair) for pair in pairs]
    return page(
        "regulation-comparison",
        view.words("pair", name=view.words("changes"), value=dated(view, now)),
        "regulations",
        view.words,
        crumbs=trail(view, now, source),
        regulation=now,
        sides=[
            (
                link(
                    href(source, regulation_page(one)),
                    view.words("version-of", day=dates.day(one.in_force, view.words)),
                ),
                view.standing_of(one),
                window(view, one),
            )
            for one in (was, now)
        ],
        summary=_counted(view, pairs),
        changed=[row for row in rows if row.change not in ("same", "renumbered")],
        groups=[(same, list(group)) for same, group in groupby(rows, key=_is_quiet)],
    )


def _is_quiet(row: PairRow) -> bool:
    return row.change in ("same", "renumbered") and not row.rules


def _counted(view: View, pairs: tuple[Pair, ...]) -> str:
    counts = Counter(pair.change for pair in pairs)
    found = [view.words(f"count-{change}", count=counts[change]) for change in _CHANGES if counts[change]]
    same = [view.words("count-same", count=counts["same"])] if counts["same"] and found else []
    return view.words("list-comma").join([*found, *same]) or view.words("changes-none")


def _row(view: View, was: Regulation, now: Regulation, pair: Pair) -> PairRow:
    number = pair.now.number if pair.now else 0
    gone = pair.was.number if pair.was else 0
    return PairRow(
        anchor=article_anchor(number) if number else f"was-{article_anchor(gone)}",
        change=pair.change,
        also=tuple(word for word in ("moved", "renumbered") if pair.change == "edited" and getattr(pair, word))[:1],
        was=label(pair.was) if pair.was else "",
        now=label(pair.now) if pair.now else "",
        heading=_parts(pair.was, pair.now, heading),
        text=_parts(pair.was, pair.now, lambda article: article.text),
        rules=tuple(_rules(view, was, now, pair)),
    )


def _parts(was: Article | None, now: Article | None, of: Callable[[Article], str]) -> tuple[Part, ...]:
    return parts(of(was) if was else "", of(now) if now else "")


def _rules(view: View, was: Regulation, now: Regulation, pair: Pair) -> Iterator[RuleRow]:
    """The rules of an article whose reading in words differs between the versions."""
    old, new = _readings(view, was, pair.was), _readings(view, now, pair.now)
    for name in dict.fromkeys((*old, *new)):
        before, after = old.get(name, ""), new.get(name, "")
        if before != after:
            yield RuleRow("added" if not before else "edited" if after else "removed", parts(before, after))


def _readings(view: View, regulation: Regulation, article: Article | None) -> dict[str, str]:
    rules = [rule for rule in regulation.rules if article and rule.article == article.number]
    return {rule.id: _reading(view, regulation, rule) for rule in rules}


def _reading(view: View, regulation: Regulation, rule: Rule) -> str:
    when = condition(view, view.cabinet.units.get(regulation.unit), rule)
    lead = [view.words("condition-line", condition=when)] if when else []
    return "\n".join([*lead, *rule_sentences(view, rule)])
