"""What waits: every open verdict of every office, what is overdue first, then the most urgent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import zip_longest

from placet.model import Kind, Unit, Verdict, Wait
from placet.pages import dates
from placet.pages.deciding import meeting_bodies
from placet.pages.facts import Facts
from placet.pages.grounds import Ground, root
from placet.pages.judged import Awaited, awaited_by
from placet.pages.layout import page
from placet.pages.links import CALENDAR, HOME, WAITING, href, post_page, record_page, register_page
from placet.pages.page import Page
from placet.pages.verdicts import WaitRow, awaited, wait_row
from placet.pages.view import View

#: Those awaited as they are called, with the addresses of their posts' pages; those without one have none.
Callers = tuple[tuple[str, str], ...]
Row = tuple["Item", Callers]


@dataclass(frozen=True)
class Item:
    """One thing awaited: of whom (any of them may do it), on what, until when, and the rules that ask for it.

    `about` is the path of what was judged, `number` and `title` what it is called, `address` where its page lies as
    seen from the site's first page; `posts` and `persons` are the ids behind `whom`.
    """

    whom: tuple[str, ...]
    wait: WaitRow
    until: datetime | None
    verdicts: tuple[Ground, ...]
    unit: str
    about: str
    number: str
    title: str
    address: str
    posts: tuple[str, ...]
    persons: tuple[str, ...]
    period: str = ""

    @property
    def name(self) -> str:
        """What it is about, in one line."""
        return f"{self.number} {self.title}".strip()

    @property
    def urgency(self) -> tuple[bool, str]:
        """The order of urgency: the nearest limit first, what has none last."""
        return (self.until is None, self.until.isoformat() if self.until else "")


def waiting_pages(view: View) -> dict[str, Page]:
    """Return the page of what waits for whom until when: what is overdue first, then unit by unit."""
    found = items(view)
    units = [_unit(unit, [one for one in found if one.unit == unit.id]) for unit in _in_order(view)]
    return {
        WAITING: page(
            "waiting",
            view.words("waiting-list"),
            "waiting",
            view.words,
            root=root(WAITING),
            units=[unit for unit in units if unit[2]],
            total=len(found),
            overdue=sum(item.wait.overdue for item in found),
            as_of=dates.moment(view.as_of, view.words),
            calendar=href(WAITING, CALENDAR),
        )
    }


def _in_order(view: View) -> list[Unit]:
    return [unit for _, unit in sorted(view.cabinet.units.items())]


def _unit(unit: Unit, found: Sequence[Item]) -> tuple[str, str, int, list[Row], dict[str, list[Row]]]:
    """A unit, how much waits in it, what of that is overdue, and the rest by whether it has a limit."""
    rows = [(item, _callers(unit, item)) for item in found]
    late = [row for row in rows if row[0].wait.overdue]
    rest = [row for row in rows if not row[0].wait.overdue]
    parts = {
        "due-limited": [row for row in rest if row[0].until],
        "due-unlimited": [row for row in rest if not row[0].until],
    }
    return unit.id, unit.title, len(rows), late, parts


def _callers(unit: Unit, item: Item) -> Callers:
    """Those awaited, each post with the address of its page."""
    pages = [href(HOME, post_page(unit.id, post)) if post in unit.posts else "" for post in item.posts]
    return tuple(zip_longest(item.whom, pages, fillvalue=""))


def items(view: View) -> list[Item]:
    """Return everything awaited, the most urgent first.

    Several rules that wait for the same on the same record are one item where one person can satisfy them all, with
    the nearest of their limits.
    """
    found: dict[tuple[str, str, str], list[Item]] = {}
    for item in (*_of_records(view), *_of_rhythms(view)):
        others = found.setdefault((item.about, item.period, item.wait.what), [])
        place = next((place for place, other in enumerate(others) if _same(item, other)), len(others))
        others[place:] = [_merged(view, others[place], item) if place < len(others) else item, *others[place + 1 :]]
    flat = [item for listed in found.values() for item in listed]
    return sorted(flat, key=lambda item: (item.urgency, item.about, item.period, item.wait.what, item.whom))


def _same(one: Item, other: Item) -> bool:
    """Whether somebody can do both; what nobody is named for, anybody can."""
    free = not (one.posts or one.persons) or not (other.posts or other.persons)
    return free or bool({*one.posts} & {*other.posts} or {*one.persons} & {*other.persons})


def _merged(view: View, one: Item, other: Item) -> Item:
    first = min(one, other, key=lambda item: item.urgency)
    posts, persons = (_both(one.posts, other.posts), _both(one.persons, other.persons))
    whom = awaited(view, view.cabinet.units[one.unit], Wait("", posts, persons), one.period)
    return replace(
        first,
        whom=whom,
        wait=replace(first.wait, who=view.words("or").join(whom)),
        verdicts=tuple(dict.fromkeys((*one.verdicts, *other.verdicts))),
        posts=posts,
        persons=persons,
    )


def _both(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    """Those in both; where there are none, those of the one that names any."""
    return tuple(name for name in one if name in other) or one or other


def _of_records(view: View) -> Iterator[Item]:
    for facts in view.facts.values():
        for one in facts.awaited:
            yield _item(view, facts, one, view.grounds[one.regulation, one.rule])


def _item(view: View, facts: Facts, one: Awaited, rule: Ground) -> Item:
    card = facts.card
    unit, kind = view.cabinet.units[card.unit], view.kind_of(card)
    wait = Wait(one.what or view.words("unnamed-wait"), one.posts, one.persons, one.until)
    return Item(
        whom=awaited(view, unit, wait),
        wait=wait_row(view, unit, kind, wait),
        until=one.until,
        verdicts=(rule,),
        unit=unit.id,
        about=card.path,
        number=card.name or view.words("draft"),
        title=card.title,
        address=href(HOME, record_page(card)),
        posts=one.posts,
        persons=one.persons,
    )


def _of_rhythms(view: View) -> Iterator[Item]:
    """What registers await by their rhythm; where a body is to meet, of whoever convenes or chairs it."""
    rules = {(rule.regulation.path, rule.rule.id, rule.unit.id): rule for rule in view.outcome.rules if rule.cadence}
    for verdict in view.outcome.verdicts:
        if not verdict.period:
            continue
        register = view.cabinet.registers[verdict.subject.removeprefix("records/")]
        unit, kind = view.cabinet.units[register.unit], view.cabinet.kinds[register.kind]
        rule = rules.get((verdict.regulation, verdict.rule, unit.id))
        bodies = [unit.bodies[body] for body in (meeting_bodies(rule) if rule else ())]
        callers = [post for body in bodies for post in ((body.convenes,) if body.convenes else body.chair)]
        for one in awaited_by(verdict):
            posts = one.posts or tuple(dict.fromkeys(callers))
            yield _periodic(
                view,
                unit,
                kind,
                verdict,
                view.grounds[one.regulation, one.rule],
                Wait(one.what, posts, one.persons, one.until),
            )


def _periodic(view: View, unit: Unit, kind: Kind, verdict: Verdict, rule: Ground, wait: Wait) -> Item:
    register = view.cabinet.registers[verdict.subject.removeprefix("records/")]
    return Item(
        whom=awaited(view, unit, wait, verdict.period),
        wait=wait_row(view, unit, kind, wait, verdict.period),
        until=wait.until,
        verdicts=(rule,),
        unit=unit.id,
        about=verdict.subject,
        number="",
        title=f"{register.title} {dates.period(verdict.period, view.words)}",
        address=href(HOME, register_page(register)),
        posts=wait.posts,
        persons=wait.persons,
        period=verdict.period,
    )
