"""What waits: every open verdict, gathered under the post or person it waits for, the most urgent first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from markupsafe import Markup

from placet.model import Status, Unit, Verdict, Wait
from placet.pages import dates
from placet.pages.card import Card
from placet.pages.layout import page
from placet.pages.links import CALENDAR, WAITING, href, link, post_calendar, register_page
from placet.pages.page import Page
from placet.pages.values import Printer
from placet.pages.verdicts import VerdictRow, WaitRow, awaited, verdict_row, wait_row
from placet.pages.view import View


@dataclass(frozen=True)
class Item:
    """One thing awaited: of whom (any of them may do it), on what, until when, and the rules that ask for it.

    `about` is the path of what was judged, `name` what it is called; `posts` and `persons` are the ids behind `whom`.
    """

    whom: tuple[str, ...]
    subject: Markup
    wait: WaitRow
    until: datetime | None
    verdicts: tuple[VerdictRow, ...]
    unit: str
    about: str
    name: str
    posts: tuple[str, ...]
    persons: tuple[str, ...]
    period: str

    @property
    def urgency(self) -> tuple[bool, str]:
        """The order of urgency: the nearest limit first, what has none last."""
        return (self.until is None, self.until.isoformat() if self.until else "")


def waiting_pages(view: View) -> dict[str, Page]:
    """Return the page of what waits for whom until when."""
    found = items(view, WAITING)
    groups: dict[str, list[Item]] = defaultdict(list)
    calendars: dict[str, str] = {}
    for item in found:
        for who in item.whom:
            groups[who].append(item)
        for who, post in zip(item.whom, item.posts, strict=False):
            calendars[who] = href(WAITING, post_calendar(item.unit, post))
    return {
        WAITING: page(
            "waiting",
            view.words("waiting"),
            "waiting",
            words=view.words,
            groups=sorted(groups.items(), key=lambda group: (group[1][0].urgency, group[0])),
            total=len(found),
            overdue=sum(item.wait.overdue for item in found),
            as_of=dates.moment(view.as_of),
            calendars=calendars,
            calendar=href(WAITING, CALENDAR),
            units=[(unit.title, _calendars(unit)) for _, unit in sorted(view.cabinet.units.items())],
        )
    }


def _calendars(unit: Unit) -> list[Markup]:
    """Return links to the calendars of a unit's posts."""
    return [link(href(WAITING, post_calendar(unit.id, post.id)), post.title) for post in unit.posts.values()]


def items(view: View, source: str) -> list[Item]:
    """Return everything awaited, the most urgent first, as seen from page `source`.

    Several rules that wait for the same of the same on the same record are one item, with the nearest of their limits.
    """
    found: dict[tuple[tuple[str, ...], str, str], Item] = {}
    for verdict in view.outcome.verdicts:
        for item in _of_verdict(view, source, verdict) if verdict.status is Status.WAITING else ():
            key = (item.whom, str(item.subject), item.wait.what)
            found[key] = _merged(found[key], item) if key in found else item
    return sorted(found.values(), key=lambda item: (item.urgency, item.subject, item.wait.what))


def _merged(one: Item, other: Item) -> Item:
    first = min(one, other, key=lambda item: item.urgency)
    return replace(first, verdicts=tuple(dict.fromkeys((*one.verdicts, *other.verdicts))))


def _of_verdict(view: View, source: str, verdict: Verdict) -> Iterator[Item]:
    card = view.cards.get(verdict.subject)
    unit = _unit(view, verdict, card)
    kind = view.kind_of(card) if card else None
    row = verdict_row(view, source, unit, kind, verdict)
    for wait in verdict.waits or (Wait(view.words("unnamed-wait")),):
        whom = awaited(view, unit, wait, verdict.period)
        yield Item(
            whom=whom,
            subject=subject(view, source, verdict),
            wait=wait_row(view, unit, kind, wait, verdict.period),
            until=wait.until,
            verdicts=(row,),
            unit=unit.id,
            about=verdict.subject,
            name=_name(view, verdict),
            posts=wait.posts,
            persons=wait.persons,
            period=verdict.period,
        )


def _unit(view: View, verdict: Verdict, card: Card | None) -> Unit:
    return view.cabinet.units[card.unit if card else verdict.subject.removeprefix("records/").split("/")[0]]


def subject(view: View, source: str, verdict: Verdict) -> Markup:
    """Return a link to what a verdict judged: a record, or a register with the period."""
    card = view.cards.get(verdict.subject)
    if card:
        return Printer(view, source, view.unit_of(card)).record_link(card)
    register, name = view.cabinet.registers.get(_register_path(verdict)), _name(view, verdict)
    return link(href(source, register_page(register)), name) if register else Markup("{}").format(name)


def _name(view: View, verdict: Verdict) -> str:
    """Return what a verdict judged in words: a record's number and title, or a register with the period."""
    card = view.cards.get(verdict.subject)
    if card:
        return f"{card.name or view.words('draft')} {card.title}"
    path = _register_path(verdict)
    register = view.cabinet.registers.get(path)
    named = f" {dates.period(verdict.period, view.words)}" if verdict.period else ""
    return f"{register.title if register else path}{named}"


def _register_path(verdict: Verdict) -> str:
    return verdict.subject.removeprefix("records/").removesuffix("/register.yaml").strip("/")
