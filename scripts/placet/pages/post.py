"""The posts: a list to choose one's own from, and a page each: who holds it, what it decides, what is due."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from placet import office
from placet.model import Appointment, Kind, Post, Register, Unit
from placet.pages import dates
from placet.pages.deciding import Duty, duties
from placet.pages.grounds import Ground, ground, root
from placet.pages.layout import page
from placet.pages.links import (
    HOME,
    POSTS,
    body_page,
    href,
    link,
    post_calendar,
    post_data,
    post_page,
    register_page,
    unit_page,
)
from placet.pages.page import Page
from placet.pages.view import View
from placet.pages.waiting import Item, items
from placet.rules.compile import Compiled

#: How many items the home page shows of a reader's own post.
SHOWN = 5


@dataclass(frozen=True)
class PostRow:
    """A post in a list: its page as seen from the site's first page, who holds it, what is awaited of it."""

    title: str
    address: str
    holders: str
    due: int
    overdue: int


@dataclass(frozen=True)
class ActRow:
    """An act a post may do: on what account, the rules that ask it, and where else the regulations speak of it."""

    title: str
    how: str
    rules: tuple[Ground, ...]
    limits: tuple[Ground, ...]


def post_pages(view: View) -> dict[str, Page]:
    """Return the list of posts and the page of each, by path."""
    found = items(view)
    units = [unit for _, unit in sorted(view.cabinet.units.items())]
    index = page(
        "posts",
        view.words("posts-all"),
        "units",
        view.words,
        units=[(unit.id, unit.title, post_rows(view, unit, found)) for unit in units],
    )
    made = {POSTS: index}
    for unit in units:
        due = due_of_posts(unit, found)
        decides = duties(unit, _kinds(view, unit), view.outcome.rules, view.today)
        for post in unit.posts.values():
            made[post_page(unit.id, post.id)] = _page(view, unit, post, due[post.id], decides[post.id])
    return made


def post_scripts(view: View) -> dict[str, str]:
    """Return for each post what the home page shows its holder: a script, since pages opened as files may not fetch."""
    found = items(view)
    made = {}
    for _, unit in sorted(view.cabinet.units.items()):
        for post, due in due_of_posts(unit, found).items():
            shown = [
                {"what": one.wait.what, "name": one.name, "address": one.address, "until": one.wait.until}
                | ({"overdue": True} if one.wait.overdue else {})
                for one in due[:SHOWN]
            ]
            told = {
                "post": f"{unit.id}/{post}",
                "title": office.title(unit, post),
                "total": len(due),
                "overdue": sum(one.wait.overdue for one in due),
                "items": shown,
            }
            made[post_data(unit.id, post)] = f"window.placetDue = {json.dumps(told, ensure_ascii=False)};\n"
    return made


def due_of_posts(unit: Unit, found: Sequence[Item]) -> Mapping[str, list[Item]]:
    """Return what is awaited of each post of a unit, in the order of `found`."""
    due: dict[str, list[Item]] = {post: [] for post in unit.posts}
    for item in found:
        for post in item.posts if item.unit == unit.id else ():
            due.get(post, []).append(item)
    return due


def post_rows(view: View, unit: Unit, found: Sequence[Item]) -> list[PostRow]:
    """Return the posts of a unit as rows of a list, in the unit's own order."""
    due = due_of_posts(unit, found)
    return [
        PostRow(
            post.title,
            href(HOME, post_page(unit.id, post.id)),
            _holders(view, unit, post),
            len(due[post.id]),
            sum(item.wait.overdue for item in due[post.id]),
        )
        for post in unit.posts.values()
    ]


def _holders(view: View, unit: Unit, post: Post) -> str:
    if post.everyone:
        return view.words("everyone")
    return view.words("list-and").join(
        office.name(unit, person) for person in office.holders(unit, post.id, view.today)
    )


def _kinds(view: View, unit: Unit) -> list[Kind]:
    """The kinds of a unit's registers, in the order of their folders."""
    names = [register.kind for _, register in sorted(view.cabinet.registers.items()) if register.unit == unit.id]
    return [view.cabinet.kinds[kind] for kind in dict.fromkeys(names)]


def _page(view: View, unit: Unit, post: Post, due: Sequence[Item], decides: Sequence[Duty]) -> Page:
    source = post_page(unit.id, post.id)

    def post_link(other: str) -> Markup:
        return link(href(source, post_page(unit.id, other)), office.title(unit, other))

    below = [other.id for other in unit.posts.values() if other.reports_to == post.id]
    return page(
        "post",
        f"{post.title} {unit.title}",
        "units",
        view.words,
        root=root(source),
        crumbs=[
            link(href(source, unit_page(unit.id)), unit.title),
            link(href(source, unit_page(unit.id), "posts"), view.words("posts")),
        ],
        title=post.title,
        mine=f"{unit.id}/{post.id}",
        calendar=href(source, post_calendar(unit.id, post.id)),
        holders=_holders(view, unit, post),
        reports_to=post_link(post.reports_to) if post.reports_to else "",
        below=[post_link(other) for other in below],
        portfolio=view.words("list-and").join(unit.sections.get(section, section) for section in post.portfolio),
        bodies=_bodies(view, unit, post, source),
        delegations=_delegations(view, unit, post),
        due=due,
        overdue=sum(item.wait.overdue for item in due),
        decides=_decides(view, unit, source, decides),
        history=_history(view, unit, post),
    )


def _bodies(view: View, unit: Unit, post: Post, source: str) -> list[tuple[Markup, str]]:
    """The bodies a post belongs to, each with the parts it has in it."""
    found = []
    for body in unit.bodies.values():
        parts = {"chair": body.chair, "voting": body.voting, "observers": body.observers, "convenes": (body.convenes,)}
        said = view.words("list-and").join(view.words(part) for part, posts in parts.items() if post.id in posts)
        if said:
            found.append((link(href(source, body_page(unit.id, body.id)), body.title), said))
    return found


def _delegations(view: View, unit: Unit, post: Post) -> list[tuple[str, str, str]]:
    """What may be done for the post, and what its holders may do for others: how it is called, which post, when."""
    found = []
    for entry in unit.delegations:
        if post.id in (entry.post, entry.to) and (entry.until is None or entry.until >= view.today):
            away = entry.post == post.id
            said = view.words("delegated-away" if away else "delegated-here")
            other = office.title(unit, entry.to if away else entry.post)
            found.append((said, other, dates.days(entry.since, entry.until, view.words)))
    return found


def _history(view: View, unit: Unit, post: Post) -> list[tuple[str, str, str, bool]]:
    """Who held the post and holds it, the latest first: name, days, the paper that says so, whether today."""
    entries = sorted((one for one in unit.appointments if one.post == post.id), key=lambda one: (one.since, one.person))

    def row(one: Appointment) -> tuple[str, str, str, bool]:
        now = office.within(view.today, one.since, one.until)
        return office.name(unit, one.person), dates.days(one.since, one.until, view.words), one.basis, now

    return [row(one) for one in reversed(entries)]


def _decides(view: View, unit: Unit, source: str, found: Sequence[Duty]) -> list[tuple[Markup, list[ActRow]]]:
    """What a post may do, register by register: those of its kind, and the acts with their rules."""
    by_kind: dict[str, list[Duty]] = {duty.kind: [] for duty in found}
    for duty in found:
        by_kind[duty.kind].append(duty)
    registers: dict[str, list[Register]] = {kind: [] for kind in by_kind}
    for _, one in sorted(view.cabinet.registers.items()):
        if one.unit == unit.id and one.kind in registers:
            registers[one.kind].append(one)
    return [
        (
            escape(view.words("list-and")).join(
                link(href(source, register_page(one)), one.title) for one in registers[kind]
            ),
            [_act(view, duty) for duty in acts],
        )
        for kind, acts in by_kind.items()
    ]


def _act(view: View, duty: Duty) -> ActRow:
    how = view.words("list-then").join(view.words(f"relation-{one}") for one in duty.relations if one != "post")
    rules = _grounds(view, duty.rules)
    known = {one.address for one in rules}
    limits = tuple({one.address: one for one in _grounds(view, duty.limits) if one.address not in known}.values())
    return ActRow(view.cabinet.kinds[duty.kind].acts[duty.act].title, how, rules, limits)


def _grounds(view: View, rules: Sequence[Compiled]) -> tuple[Ground, ...]:
    """The rules as named on pages, each once."""
    return tuple(dict.fromkeys(ground(view, one.regulation, one.rule) for one in rules))
