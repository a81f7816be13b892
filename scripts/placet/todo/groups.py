"""Tasks gathered under the post or person they wait for, or only one's own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from placet import office
from placet.errors import UserError
from placet.model import Cabinet, Unit
from placet.todo.task import Task

POST, PERSON, NOBODY = "post", "person", "nobody"


@dataclass(frozen=True, slots=True)
class Whom:
    """A post with its holders today, a person, or nobody in particular."""

    relation: str
    unit: Unit
    id: str = ""
    holders: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The post's title or the person's name; "" for nobody."""
        return office.title(self.unit, self.id) if self.relation == POST else office.name(self.unit, self.id)


@dataclass(frozen=True, slots=True)
class Group:
    """What waits for one, the most urgent first."""

    whom: Whom
    tasks: tuple[Task, ...]


def groups(tasks: Sequence[Task], today: date) -> tuple[Group, ...]:
    """Every task under each of those who may do it; the most urgent group first, nobody's last."""
    found: dict[tuple[str, str, str], list[Task]] = defaultdict(list)
    whoms: dict[tuple[str, str, str], Whom] = {}
    for task in tasks:
        for whom in _whoms(task, today):
            key = (whom.relation, whom.unit.id, whom.id)
            whoms[key] = whom
            found[key].append(task)
    made = [Group(whoms[key], tuple(mine)) for key, mine in found.items()]
    return tuple(sorted(made, key=lambda group: (group.whom.relation == NOBODY, group.tasks[0].urgency, group.whom.id)))


def own(tasks: Sequence[Task], whom: Whom, today: date) -> tuple[Group, ...]:
    """Only what waits for this post or person, whose posts' tasks are theirs too; no group when nothing does."""
    mine = tuple(task for task in tasks if task.unit.id == whom.unit.id and _is_for(task, whom, today))
    return (Group(whom, mine),) if mine else ()


def named(cabinet: Cabinet, word: str, today: date) -> tuple[Whom, ...]:
    """Whoever is called so, by id, name or title, in each unit. Raises UserError TDO001 and TDO002."""
    found: list[Whom] = []
    names: set[str] = set()
    for unit in cabinet.units.values():
        people = {person.id: person.name for person in unit.persons.values()}
        titles = {post.id: post.title for post in unit.posts.values()}
        found += [Whom(PERSON, unit, one) for one, name in people.items() if word in (one, name)]
        found += [_post(unit, one, today) for one, title in titles.items() if word in (one, title)]
        names |= {*people, *people.values(), *titles, *titles.values()}
    if not found:
        near = get_close_matches(word, sorted(names), n=1)
        raise UserError("TDO002", name=word, guess=near[0]) if near else UserError("TDO001", name=word)
    return tuple(found)


def _post(unit: Unit, post: str, today: date) -> Whom:
    return Whom(POST, unit, post, tuple(office.name(unit, one) for one in office.holders(unit, post, today)))


def _whoms(task: Task, today: date) -> Iterator[Whom]:
    unit = task.unit
    held = {person for post in task.posts for person in office.holders(unit, post, today)}
    others = [person for person in task.persons if person not in held]
    for post in task.posts:
        yield _post(unit, post, today)
    for person in others:
        yield Whom(PERSON, unit, person)
    if not task.posts and not others:
        yield Whom(NOBODY, unit)


def _is_for(task: Task, whom: Whom, today: date) -> bool:
    if whom.relation == POST:
        return whom.id in task.posts
    return whom.id in task.persons or any(office.holds(task.unit, whom.id, post, today) for post in task.posts)
