"""How each version of a regulation is kept: its rules with their counts, and lists of the records that they count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from markupsafe import Markup

from placet.model import Regulation, Rule, Status
from placet.pages import dates
from placet.pages.escape import html_text
from placet.pages.grounds import Ground, ground, root
from placet.pages.layout import page
from placet.pages.links import (
    COMPLIANCE,
    HOME,
    compliance_page,
    href,
    kept_page,
    link,
    record_page,
    register_page,
    regulation_page,
    rule_page,
)
from placet.pages.page import Page
from placet.pages.rhythm import rhythm_verdicts
from placet.pages.view import View

#: Records in a list before it is cut into sheets.
SHEET = 200
#: The gravest first, as lists show them.
SHOWN = (Status.BREACHED.value, Status.WAITING.value, Status.MET.value)


#: What a rule judged, as the end of a link: its address as seen from the site's first page, and what it is called. Made
#: once for all the lists that a record is in.
Subject: TypeAlias = str
#: For each rule of each version, what it judged with each status.
Judgements: TypeAlias = Mapping[tuple[str, str], Mapping[str, Sequence[Subject]]]


@dataclass(frozen=True)
class RuleRow:
    """A rule with its article and, for each status, how much it counts and where that is listed."""

    id: str
    ground: Ground
    counts: tuple[tuple[str, int, str], ...]
    lists: tuple[tuple[str, Markup], ...] = field(default=())


def judgements(view: View) -> Judgements:
    """Return what each rule judged, by regulation and rule and then by status; records by day, registers by period."""
    listed: dict[tuple[str, str, str], list[Subject]] = defaultdict(list)
    for facts in sorted(view.facts.values(), key=lambda facts: (facts.card.day or date.min, facts.card.path)):
        card = facts.card
        subject = _subject(href(HOME, record_page(card)), card.name or view.words("draft"), card.title)
        for one in facts.judged:
            listed[one.regulation, one.rule, one.status].append(subject)
    for (path, rule), verdicts in rhythm_verdicts(view).items():
        for verdict in verdicts:
            register = view.cabinet.registers[verdict.subject.removeprefix("records/")]
            title = f"{register.title} {dates.period(verdict.period, view.words)}"
            subject = _subject(href(HOME, register_page(register)), "", title)
            listed[path, rule, verdict.status.value].append(subject)
    found: dict[tuple[str, str], dict[str, Sequence[Subject]]] = defaultdict(dict)
    for (path, rule, status), subjects in listed.items():
        found[path, rule][status] = subjects
    return dict(found)


def kept_pages(view: View, found: Judgements) -> dict[str, Page]:
    """Return the page of each version of a regulation, and the sheets of lists that are too long for it."""
    made: dict[str, Page] = {}
    for regulation in view.regulations:
        own = {rule.id: found.get((regulation.path, rule.id), {}) for rule in regulation.rules}
        short = sum(len(listed) for by_status in own.values() for listed in by_status.values()) <= SHEET
        rows = [_row(view, regulation, rule, own[rule.id], short=short) for rule in regulation.rules]
        made[kept_page(regulation)] = _page(view, regulation, rows)
        if not short:
            for rule, row in zip(regulation.rules, rows, strict=True):
                made |= _sheets(view, regulation, rule, row, own[rule.id])
    return made


def _row(
    view: View, regulation: Regulation, rule: Rule, found: Mapping[str, Sequence[Subject]], *, short: bool
) -> RuleRow:
    source, before = kept_page(regulation), 0
    counts: list[tuple[str, int, str]] = []
    for status in SHOWN:
        count = len(found.get(status, ()))
        address = (
            href(source, source, f"r-{rule.id}-{status}")
            if short
            else href(source, rule_page(regulation, rule.id, before // SHEET + 1), status)
        )
        counts.append((status, count, address if count else ""))
        before += count
    lists = tuple((status, items(found[status], root(source))) for status in SHOWN if short and found.get(status))
    return RuleRow(rule.id, ground(view, regulation, rule), tuple(counts), lists)


def _subject(address: str, number: str, title: str) -> Subject:
    said = f'<span class="pl-number">{html_text(number)}</span> ' if number else ""
    return f'{html_text(address)}">{said}{html_text(title)}</a></li>'


def items(found: Sequence[Subject], up: str) -> Markup:
    """Return list items that link to what was judged; `up` leads to the site's first folder."""
    begin = f'<li><a href="{up}'
    return Markup("\n".join([f"{begin}{one}" for one in found]))  # noqa: S704 - escaped as it was made


def _page(view: View, regulation: Regulation, rows: Sequence[RuleRow]) -> Page:
    source, words = kept_page(regulation), view.words
    ruled = {rule.article for rule in regulation.rules}
    unchecked = [(view.label(regulation, one.article), one.why) for one in regulation.unchecked]
    said = {one.article for one in regulation.unchecked}
    return page(
        "kept",
        words("kept-of", title=regulation.title),
        "compliance",
        words,
        root=root(source),
        crumbs=_crumbs(view, regulation, source),
        title=words("kept-of", title=regulation.title),
        regulation=link(href(source, regulation_page(regulation)), regulation.title),
        since=dates.day(regulation.in_force, view.words),
        standing=view.standing_of(regulation),
        rows=rows,
        unchecked=unchecked,
        open=[one.label for one in regulation.articles if one.number not in ruled | said],
    )


def _crumbs(view: View, regulation: Regulation, source: str) -> list[Markup]:
    unit = view.cabinet.units.get(regulation.unit)
    title = unit.title if unit else view.words("units-all")
    return [
        link(href(source, COMPLIANCE), view.words("compliance")),
        link(href(source, compliance_page(regulation.unit)), title),
    ]


def _sheets(
    view: View, regulation: Regulation, rule: Rule, row: RuleRow, found: Mapping[str, Sequence[Subject]]
) -> dict[str, Page]:
    """The lists of one rule, sheet by sheet: the gravest first, each status under its own heading."""
    flat = [(status, one) for status in SHOWN for one in found.get(status, ())]
    sheets = [flat[start : start + SHEET] for start in range(0, len(flat), SHEET)]
    made = {}
    for number, sheet in enumerate(sheets, 1):
        source = rule_page(regulation, rule.id, number)
        parts = [(one, [subject for status, subject in sheet if status == one]) for one in SHOWN]
        others = [
            (str(other), "" if other == number else href(source, rule_page(regulation, rule.id, other)))
            for other in range(1, len(sheets) + 1)
        ]
        made[source] = page(
            "rule",
            f"{row.ground.article} {row.ground.says}",
            "compliance",
            view.words,
            root=root(source),
            crumbs=[
                *_crumbs(view, regulation, source),
                link(
                    href(source, kept_page(regulation), f"r-{rule.id}"), view.words("kept-of", title=regulation.title)
                ),
            ],
            ground=row.ground,
            counts=[(status, count) for status, count, _ in row.counts],
            parts=[(status, items(listed, root(source))) for status, listed in parts if listed],
            others=others if len(sheets) > 1 else [],
        )
    return made
