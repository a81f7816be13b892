"""Verdicts as rows a template can print: the status, the article's own words, what is missing, who is awaited."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime

from markupsafe import Markup

from placet import messages, office
from placet.model import Finding, Kind, Rule, Unit, Verdict, Wait
from placet.pages import dates
from placet.pages.grounds import Ground
from placet.pages.plain import expressions
from placet.pages.values import Printer
from placet.pages.view import View
from placet.pages.words import Words
from placet.rules.condition import said


@dataclass(frozen=True)
class WaitRow:
    """One thing awaited: what, from whom, until when, and whether that is past."""

    what: str
    who: str
    until: str
    overdue: bool


@dataclass(frozen=True)
class VerdictRow:
    """One verdict that is open, as printed."""

    status: str
    ground: Ground
    reasons: tuple[str, ...]
    waits: tuple[WaitRow, ...]
    rests_on: tuple[Markup, ...]


def waited_name(kind: Kind | None, what: str) -> str:
    """Return the title of the act or field that is awaited; other words stay as they are."""
    if kind and what in kind.acts:
        return kind.acts[what].title
    return kind.fields[what].title if kind and what in kind.fields else what


def post_with_holders(view: View, unit: Unit, post: str) -> str:
    """Return a post's title with the names of those who hold it on the portal's day; a post of all has no names."""
    if post in unit.posts and unit.posts[post].everyone:
        return unit.posts[post].title
    names = view.words("list-and").join(office.name(unit, person) for person in office.holders(unit, post, view.today))
    return f"{office.title(unit, post)} {names}".strip()


def awaited(view: View, unit: Unit, wait: Wait, period: str = "") -> tuple[str, ...]:
    """Return those awaited, any of whom may act: posts with their holders, then persons who hold none of them."""
    held = {person for post in wait.posts for person in office.holders(unit, post, view.today)}
    posts = [post_with_holders(view, unit, post) for post in wait.posts]
    persons = [office.name(unit, person) for person in wait.persons if person not in held]
    return (*posts, *persons) or (view.words("by-rhythm" if period else "nobody-named"),)


def is_overdue(view: View, until: datetime | None) -> bool:
    """Return whether a time limit is past."""
    return until is not None and view.passed(until)


def wait_row(view: View, unit: Unit, kind: Kind | None, wait: Wait, period: str = "") -> WaitRow:
    """Return one awaited thing as printed."""
    until = dates.day(wait.until.date(), view.words) if wait.until else ""
    return WaitRow(
        view.words("to-register") if period else waited_name(kind, wait.what),
        view.words("or").join(awaited(view, unit, wait, period)),
        until,
        is_overdue(view, wait.until),
    )


def verdict_row(view: View, printer: Printer, kind: Kind | None, verdict: Verdict) -> VerdictRow:
    """Return one verdict as the printer's page prints it. Raises LookupError when its rule is not in the cabinet."""
    ground, unit = view.grounds[verdict.regulation, verdict.rule], printer.unit
    return VerdictRow(
        status=verdict.status.value,
        ground=ground,
        reasons=tuple(_reason(view, unit, kind, ground.rule, reason) for reason in verdict.reasons),
        waits=tuple(wait_row(view, unit, kind, wait, verdict.period) for wait in verdict.waits),
        rests_on=tuple(printer.record(name) for name in verdict.rests_on),
    )


def _reason(view: View, unit: Unit, kind: Kind | None, rule: Rule, reason: Finding) -> str:
    """Return a reason in words; an expression of the rule itself is said as beside its article."""
    written = reason.args.get("expression", "")
    if kind and written and " ".join(written.split()) in expressions(rule):
        reason = replace(reason, args={**reason.args, "expression": said(written, kind, unit)})
    said_days = {name: _day(value, view.words) for name, value in reason.args.items()}
    return messages.text(replace(reason, args=said_days), view.words.lang)


def _day(value: str, words: Words) -> str:
    """A day as offices write it; anything else as it is."""
    return dates.day(date.fromisoformat(value), words) if re.fullmatch(r"\d{4}-\d\d-\d\d", value) else value
