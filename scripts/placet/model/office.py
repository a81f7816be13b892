"""The office: its posts, bodies and people, by day, and its calendar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from placet.model.finding import NOWHERE, Place
from placet.model.value import Value


@dataclass(frozen=True, slots=True)
class Post:
    """A post of the unit; `portfolio` lists the sections (themselves posts' or section ids) it is in charge of.

    `everyone`: whoever works here holds it too; in worked examples every person does.
    """

    id: str
    title: str
    reports_to: str = ""
    portfolio: tuple[str, ...] = ()
    everyone: bool = False


@dataclass(frozen=True, slots=True)
class Body:
    """A meeting body. Members are the holders of `voting` posts on the day; `quorum` is the share that must attend."""

    id: str
    title: str
    chair: tuple[str, ...]
    voting: tuple[str, ...]
    observers: tuple[str, ...] = ()
    quorum: Decimal = Decimal("0.5")
    quorum_inclusive: bool = False
    convenes: str = ""


@dataclass(frozen=True, slots=True)
class Key:
    """A person's SSH public key ("ssh-ed25519 AAAA…") and the days it was theirs; both ends are inclusive."""

    public: str
    since: date
    until: date | None = None
    revoked: datetime | None = None
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Person:
    """A person with a permanent id; never removed from the file."""

    id: str
    name: str
    login: str = ""
    login_id: str = ""
    keys: tuple[Key, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Appointment:
    """`person` holds `post` from `since` until `until`, both inclusive; `basis` names the paper that says so."""

    person: str
    post: str
    since: date
    until: date | None = None
    basis: str = ""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Delegation:
    """Holders of `to` may act for `post` in these acts and registers (empty: all) on these days."""

    post: str
    to: str
    since: date
    until: date | None = None
    acts: tuple[str, ...] = ()
    registers: tuple[str, ...] = ()
    basis: str = ""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Absence:
    """`person` was away on these days (both inclusive) and could not act in person."""

    person: str
    since: date
    until: date
    why: str = ""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Unit:
    """An office that keeps its own fonds: its posts, sections, bodies, house parameters and people.

    `gate_keys` are the portal's own: by them the gate attests that someone approved on the forge's page.
    """

    id: str
    title: str
    fonds: str
    agency: str
    posts: Mapping[str, Post]
    sections: Mapping[str, str]
    bodies: Mapping[str, Body]
    parameters: Mapping[str, Value]
    parameter_titles: Mapping[str, str]
    persons: Mapping[str, Person]
    appointments: tuple[Appointment, ...]
    delegations: tuple[Delegation, ...]
    absences: tuple[Absence, ...]
    place: Place = NOWHERE
    gate_keys: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class Calendar:
    """One year's public holidays and make-up working days, as the State Council's notice fixes them."""

    year: int
    holidays: Mapping[date, str]
    workdays: Mapping[date, str]
