"""The page of one version of a regulation: whether it holds, how it was adopted, and its articles."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from placet.model import Regulation
from placet.pages import dates
from placet.pages.layout import page
from placet.pages.links import comparison_page, href, link, regulation_page, uses_page
from placet.pages.page import Page
from placet.pages.regulations.articles import article_rows, citation, uses_row
from placet.pages.regulations.comparison import changes_line, compared_articles, previous
from placet.pages.regulations.trail import trail
from placet.pages.regulations.uses_page import too_many
from placet.pages.regulations.validity import current, dated, version_rows, window
from placet.pages.values import Printer
from placet.pages.view import View


@dataclass(frozen=True)
class AdoptionRow:
    """The proof of adoption as printed; `doubts` say what does not hold, and none means that it is verified."""

    line: str
    body: str
    chair: str
    day: str
    decision: str
    outcome: str
    evidence: str
    minutes: Markup
    doubts: tuple[str, ...]


def version_page(view: View, regulation: Regulation) -> Page:
    """Return the page of a version."""
    source = regulation_page(regulation)
    now, review = current(view, regulation), view.review(regulation)
    articles = article_rows(view, regulation, compared_articles(view, regulation, source))
    return page(
        "regulation",
        dated(view, regulation),
        "regulations",
        view.words,
        crumbs=trail(view, regulation, source),
        regulation=regulation,
        standing=view.standing_of(regulation),
        window=window(view, regulation),
        review=dates.day(review, view.words) if review else "",
        review_late=review is not None and review < view.today,
        adoption=_adoption(view, regulation, source),
        citation=citation(view, regulation),
        versions=version_rows(view, regulation, source),
        changes=_changes(view, regulation, source),
        current=link(href(source, regulation_page(now)), dates.day(now.in_force, view.words))
        if now and now is not regulation
        else "",
        today=view.today.isoformat(),
        articles=articles,
        ruled=sum(bool(article.rules) for article in articles),
        open=sum(bool(article.unchecked and not article.rules) for article in articles),
        silent=sum(not article.unchecked and not article.rules for article in articles),
        rule_count=len(regulation.rules),
        uses=uses_row(view, regulation, 0, source),
        used=len(view.uses.of(regulation)),
        used_all=href(source, uses_page(regulation)) if too_many(view, regulation) else "",
    )


def _changes(view: View, regulation: Regulation, source: str) -> tuple[str, Markup] | None:
    """How the version differs from the one before, in a line and with a link to the comparison."""
    before = previous(view, regulation)
    if not before:
        return None
    words = view.words("compare-with", day=dates.day(before.in_force, view.words))
    return changes_line(view, before, regulation), link(href(source, comparison_page(before, regulation)), words)


def _adoption(view: View, regulation: Regulation, source: str) -> AdoptionRow:
    """What the minutes prove; where they are not in the portal, only what the regulation says of them."""
    unit = view.cabinet.units.get(regulation.unit)
    body, ref = (regulation.adopted.get(key, "") for key in ("by", "minutes"))
    named = unit.bodies[body].title if unit and body in unit.bodies else body
    card = view.by_name.get(ref)
    facts = view.facts[card.path] if card else None
    proof = next((one for one in facts.adopts if one.regulation == regulation.path), None) if facts else None
    day = dates.day(card.day, view.words) if card and card.day else ""
    doubts = proof.doubts if proof else ("doubt-minutes",)
    adopted = view.words("adopted-on", day=day, body=named) if day and named else ""
    in_force = view.words("window", since=dates.day(regulation.in_force, view.words))
    return AdoptionRow(
        line=view.words("adoption-line", adopted=adopted, in_force=in_force) if adopted else in_force,
        body=proof.body if proof else named,
        chair=proof.chair if proof else "",
        day=day,
        decision=proof.decision if proof else "",
        outcome=proof.outcome if proof else "",
        evidence=proof.evidence if proof else "",
        minutes=Printer(view, source, unit).record(ref) if unit and ref else Markup(),
        doubts=tuple(view.words(doubt) for doubt in doubts),
    )
