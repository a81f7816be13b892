"""Who held what on which day: pure questions to a `Unit`. Every span of days includes both its ends."""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from placet.model import Absence, Appointment, Delegation, Unit


@dataclass(frozen=True, slots=True)
class _Index:
    by_post: Mapping[str, tuple[Appointment, ...]]
    by_person: Mapping[str, tuple[Appointment, ...]]
    delegations: Mapping[str, tuple[Delegation, ...]]
    absences: Mapping[str, tuple[Absence, ...]]
    in_charge: Mapping[str, tuple[str, ...]]


_Entry = TypeVar("_Entry")
_KEPT = 16
#: By identity, because a unit holds mappings and cannot be hashed; the unit is kept so that its id stays its own.
_indexes: OrderedDict[int, tuple[Unit, _Index]] = OrderedDict()


def within(day: date, since: date, until: date | None) -> bool:
    """Whether `day` lies in a span whose ends both count; no `until` means it is still open."""
    return since <= day and (until is None or day <= until)


def holds(unit: Unit, person: str, post: str, day: date) -> bool:
    """Whether `person` was appointed to `post` on that day."""
    for entry in _index(unit).by_post.get(post, ()):
        if entry.person == person and within(day, entry.since, entry.until):
            return True
    return False


def holders(unit: Unit, post: str, day: date) -> tuple[str, ...]:
    """The persons who held `post` on that day, in the order of their appointments; empty for an unknown post."""
    entries = _index(unit).by_post.get(post, ())
    return _once(entry.person for entry in entries if within(day, entry.since, entry.until))


def posts_of(unit: Unit, person: str, day: date) -> tuple[str, ...]:
    """The posts `person` held on that day, in the order of the appointments."""
    entries = _index(unit).by_person.get(person, ())
    return _once(entry.post for entry in entries if within(day, entry.since, entry.until))


def delegations(unit: Unit, post: str, day: date) -> tuple[Delegation, ...]:
    """The delegations of `post` in force on that day, whatever their scope."""
    return tuple(entry for entry in _index(unit).delegations.get(post, ()) if within(day, entry.since, entry.until))


def in_scope(delegation: Delegation, act: str, register: str, kind: str = "") -> bool:
    """Whether a delegation covers this act in this register (by folder, path or kind); an empty list covers all."""
    names = {register, register.rpartition("/")[2], kind}
    return (not delegation.acts or act in delegation.acts) and (
        not delegation.registers or not names.isdisjoint(delegation.registers)
    )


def delegates(unit: Unit, post: str, day: date, act: str, register: str, kind: str = "") -> tuple[str, ...]:
    """The persons who might act for `post` on that day in this act and register, without its holders."""
    entries = (entry for entry in delegations(unit, post, day) if in_scope(entry, act, register, kind))
    own = holders(unit, post, day)
    return _once(person for entry in entries for person in holders(unit, entry.to, day) if person not in own)


def delegation(
    unit: Unit, person: str, post: str, day: date, act: str, register: str, kind: str = ""
) -> Delegation | None:
    """The first delegation under which `person` might act for `post`, or None."""
    for entry in delegations(unit, post, day):
        if in_scope(entry, act, register, kind) and holds(unit, person, entry.to, day):
            return entry
    return None


def absent(unit: Unit, person: str, day: date) -> bool:
    """Whether `person` was away on that day."""
    return absence(unit, person, day) is not None


def absence(unit: Unit, person: str, day: date) -> Absence | None:
    """The absence of `person` on that day, or None."""
    for entry in _index(unit).absences.get(person, ()):
        if entry.since <= day <= entry.until:
            return entry
    return None


def in_charge(unit: Unit, section: str) -> tuple[str, ...]:
    """The posts whose portfolio has this section (分管), in the order of unit.yaml; empty when nobody is."""
    return _index(unit).in_charge.get(section, ())


def members(unit: Unit, body: str, day: date) -> tuple[str, ...]:
    """The voting members of a body on that day, each once; empty for an unknown body."""
    found = unit.bodies.get(body)
    return _once(person for post in found.voting for person in holders(unit, post, day)) if found else ()


def chairs(unit: Unit, body: str, day: date) -> tuple[str, ...]:
    """Who might chair a body on that day, in the order of its chairing posts; empty for an unknown body."""
    found = unit.bodies.get(body)
    return _once(person for post in found.chair for person in holders(unit, post, day)) if found else ()


def name(unit: Unit, person: str) -> str:
    """A person's name, or the id itself when nobody bears it."""
    found = unit.persons.get(person)
    return found.name if found else person


def title(unit: Unit, post: str) -> str:
    """A post's title, or the id itself when there is no such post."""
    found = unit.posts.get(post)
    return found.title if found else post


def _once(persons: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(persons))


def _index(unit: Unit) -> _Index:
    kept = _indexes.get(id(unit))
    if kept is None:
        kept = (unit, _build(unit))
        _indexes[id(unit)] = kept
        if len(_indexes) > _KEPT:
            _indexes.popitem(last=False)
    return kept[1]


def _build(unit: Unit) -> _Index:
    by_post: dict[str, list[Appointment]] = defaultdict(list)
    by_person: dict[str, list[Appointment]] = defaultdict(list)
    by_delegated: dict[str, list[Delegation]] = defaultdict(list)
    by_absent: dict[str, list[Absence]] = defaultdict(list)
    portfolios: dict[str, list[str]] = defaultdict(list)
    for appointment in unit.appointments:
        by_post[appointment.post].append(appointment)
        by_person[appointment.person].append(appointment)
    for entry in unit.delegations:
        by_delegated[entry.post].append(entry)
    for away in unit.absences:
        by_absent[away.person].append(away)
    for post in unit.posts.values():
        for section in post.portfolio:
            portfolios[section].append(post.id)
    return _Index(_frozen(by_post), _frozen(by_person), _frozen(by_delegated), _frozen(by_absent), _frozen(portfolios))


def _frozen(lists: Mapping[str, list[_Entry]]) -> dict[str, tuple[_Entry, ...]]:
    return {key: tuple(entries) for key, entries in lists.items()}
