"""What calendars tell: limits of what is awaited, meetings, regulations that come and go, records to be disposed of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from placet.model import Kind
from placet.pages import dates
from placet.pages.facts import Facts
from placet.pages.retention import Kept
from placet.pages.view import View
from placet.pages.waiting import Item, items

_LISTED = 20


@dataclass(frozen=True, slots=True)
class Happening:
    """One event of a day: what makes its UID, its words, and whom it concerns: posts of a unit (all units if "")."""

    name: tuple[str, ...]
    day: date
    summary: str
    description: str
    unit: str = ""
    posts: frozenset[str] = field(default_factory=frozenset)


def happenings(view: View) -> list[Happening]:
    """Return everything that has a day, by day; made from facts alone."""
    found = [*_limits(view), *_meetings(view), *_regulations(view), *_disposals(view)]
    return sorted(found, key=lambda one: (one.day, one.name))


def _limits(view: View) -> Iterator[Happening]:
    for item in items(view):
        if item.until is not None:
            yield Happening(
                ("placet:awaited", *_named(view, item)),
                item.until.date(),
                f"{item.wait.what} {item.name}",
                _grounds(view, item),
                item.unit,
                frozenset(item.posts),
            )


def _named(view: View, item: Item) -> tuple[str, ...]:
    """The same thing awaited of the same has the same name in every calendar and build, also once it is numbered."""
    card = view.cards.get(item.about)
    about = card.id if card else item.about
    return (item.unit, about, item.period, item.wait.what, *item.posts, *item.persons)


def _grounds(view: View, item: Item) -> str:
    """Who is awaited, and the words of the articles that ask for it."""
    said = [
        f"{view.words('article-of', title=ground.regulation, article=ground.article)}　{ground.says}"
        for ground in item.verdicts
    ]
    return "\n".join((view.words("awaited", who=item.wait.who, what=item.wait.what), *said))


def _meetings(view: View) -> Iterator[Happening]:
    """Each meeting since the beginning of last year, and those to come, for the posts that sit in the body."""
    for one in view.facts.values():
        card, day = one.card, one.card.day
        unit = view.cabinet.units[card.unit]
        if one.sitting is None or day is None or card.annulled or day < _first(view):
            continue
        body = unit.bodies.get(one.sitting.body)
        matters = [decided.matter for decided in one.sitting.decisions if decided.matter]
        yield Happening(
            ("placet:meeting", card.unit, card.id),
            day,
            f"{body.title if body else one.sitting.body}：{card.title}",
            "\n".join((card.name or view.words("draft"), *matters)),
            card.unit,
            frozenset((*body.chair, *body.voting, *body.observers)) if body else frozenset(),
        )


def _first(view: View) -> date:
    """The first day of last year: meetings and regulations of before are no longer news in anybody's calendar."""
    return date(view.today.year - 1, 1, 1)


def _regulations(view: View) -> Iterator[Happening]:
    """When a version of a regulation lately came or comes into force, is to be reviewed, or ends, for everybody."""
    for regulation in view.regulations:
        end, since = view.end(regulation), dates.day(regulation.in_force, view.words)
        ends = "event-repealed" if end == regulation.repealed else "event-superseded"
        for event, day in (("event-in", regulation.in_force), ("event-review", view.review(regulation)), (ends, end)):
            if day is not None and day >= _first(view):
                said = view.words(event, title=regulation.title, since=since, day=dates.day(day, view.words))
                unit = regulation.unit if regulation.unit in view.cabinet.units else ""
                yield Happening(("placet:regulation", regulation.path, event), day, said, "", unit)


def _disposals(view: View) -> Iterator[Happening]:
    """The day after records of one class need no longer be kept: one event a register, for those who may dispose."""
    disposed = {view.by_name[name].path for one in view.facts.values() for name in one.disposes if name in view.by_name}
    due: dict[tuple[str, str, Kept], list[Facts]] = defaultdict(list)
    for path, one in view.facts.items():
        if one.kept is not None and path not in disposed:
            due[one.card.unit, one.card.register, one.kept].append(one)
    for (unit, register, kept), found in due.items():
        title = view.cabinet.registers[register].title
        named = [f"{one.card.name} {one.card.title}" for one in found]
        more = [view.words("more", count=len(named) - _LISTED)] if len(named) > _LISTED else []
        words = {
            "register": title,
            "count": len(found),
            "grade": kept.grade,
            "until": dates.day(kept.until, view.words),
        }
        yield Happening(
            ("placet:disposal", register, kept.grade, kept.until.isoformat()),
            kept.until + timedelta(days=1),
            view.words("disposal-due", **words),
            "\n".join((view.words("disposal-due-why", **words), *named[:_LISTED], *more)),
            unit,
            frozenset(post for kind in kept.disposals for post in _starters(view.cabinet.kinds[kind])),
        )


def _starters(kind: Kind) -> Iterator[str]:
    """The posts that do the first of a kind's usual acts."""
    first = next(iter(kind.acts.values()), None)
    yield from (who.value for who in (first.by if first else ()) if who.relation == "post")
