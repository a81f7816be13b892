"""What waits: every open verdict, gathered under the post or person it waits for, the most urgent first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from placet.model import Kind, Unit, Verdict, Wait
from placet.pages import dates
from placet.pages.deciding import meeting_bodies
from placet.pages.facts import Facts
from placet.pages.grounds import Ground, root
from placet.pages.judged import Awaited, awaited_by
from placet.pages.layout import page
from placet.pages.links import CALENDAR, HOME, WAITING, href, post_calendar, post_page, record_page, register_page
from placet.pages.page import Page
from placet.pages.verdicts import WaitRow, awaited, wait_row
from placet.pages.view import View


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


@dataclass(frozen=True)
class Group:
    """What is awaited of one post, of one person without a post, or of nobody named; `key` tells groups apart."""

    key: str
    title: str
    address: str
    calendar: str
    items: tuple[Item, ...]

    @property
    def overdue(self) -> int:
        """How many of them are past their limit."""
        return sum(item.wait.overdue for item in self.items)


def waiting_pages(view: View) -> dict[str, Page]:
    """Return the page of what waits for whom until when."""
    found = items(view)
    units = [
        (unit, groups(unit, [item for item in found if item.unit == unit.id]))
        for _, unit in sorted(view.cabinet.units.items())
    ]
    return {
        WAITING: page(
            "waiting",
            view.words("waiting"),
            "waiting",
            view.words,
            root=root(WAITING),
            units=[(unit.id, unit.title, listed) for unit, listed in units if listed],
            total=len(found),
            overdue=sum(item.wait.overdue for item in found),
            as_of=dates.moment(view.as_of, view.words),
            calendar=href(WAITING, CALENDAR),
        )
    }


def groups(unit: Unit, found: list[Item]) -> list[Group]:
    """Return a unit's items under those awaited, whoever is the most urgent first; one item may be in several."""
    by_post: dict[str, list[Item]] = defaultdict(list)
    by_name: dict[str, list[Item]] = defaultdict(list)
    for item in found:
        for post in item.posts:
            by_post[post].append(item)
        for name in item.whom[len(item.posts) :]:
            by_name[name].append(item)
    made = [
        Group(
            f"{unit.id}-{post}",
            item_list[0].whom[item_list[0].posts.index(post)],
            href(HOME, post_page(unit.id, post)) if post in unit.posts else "",
            href(HOME, post_calendar(unit.id, post)) if post in unit.posts else "",
            tuple(item_list),
        )
        for post, item_list in by_post.items()
    ]
    made += [
        Group(f"{unit.id}-other-{place}", name, "", "", tuple(listed))
        for place, (name, listed) in enumerate(by_name.items(), 1)
    ]
    return sorted(made, key=lambda group: (group.items[0].urgency, group.title))


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
