"""Register kinds: fields, acts and printed columns, as data declares them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from placet.model.finding import NOWHERE, Place
from placet.model.value import Value


@dataclass(frozen=True, slots=True)
class Who:
    """Who may do an act. Exactly one of the relations is set.

    post: a holder of this post (or delegate); portfolio: whoever is in charge of the section named in this field;
    person: the person named in this field; member: a voting member of this body; chair: who may chair this body;
    anyone: any person of the unit.
    """

    relation: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a register kind.

    `type` is one of text, choice, number, money, boolean, date, datetime, time, person, post, section, body,
    record, list, object. A list has `items`; an object has `properties`.
    """

    id: str
    title: str
    type: str
    choices: tuple[str, ...] = ()
    choice_titles: Mapping[str, str] = field(default_factory=dict)
    pattern: str = ""
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    required: bool = False
    items: Field | None = None
    properties: Mapping[str, Field] = field(default_factory=dict)
    register: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ActKind:
    """An act a register kind knows: its Chinese name, who usually does it, and what data it carries.

    `correction`: it corrects a filed document; its data's `was` is the digest of the text before.
    """

    id: str
    title: str
    by: tuple[Who, ...] = ()
    data: Mapping[str, Field] = field(default_factory=dict)
    objection: bool = False
    correction: bool = False


@dataclass(frozen=True, slots=True)
class Meeting:
    """Which fields of a minutes kind say which body met, who was present, and what it decided."""

    body: str
    present: str
    decisions: str
    chair: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """Which fields of a change order's kind say what is to change: the digest of the change and the classes it touches.

    A change of rules, registers, people or program lands only with a filed record of such a kind that meets its rules.
    """

    digest: str
    classes: str


@dataclass(frozen=True, slots=True)
class Form:
    """One official form that documents of a kind take: the template, and the words that stand on it.

    It is taken by a record whose fields have one of the values of `when`, field by field. In `header`, `issuer` and
    `printer`, `{unit}` and `{register}` stand for their titles and `{field}` for what the record says there.
    """

    template: str
    header: str
    issuer: str
    printer: str = ""
    when: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Layout:
    """How a kind's documents are laid out officially: the first of `forms` that fits, and where its parts come from.

    `to`, `copy_to` and `present` are fields; `signer` and `printed` are acts: who signs documents that go up (those
    with the values of `upward`), and on what day a document is printed. `marks` are fields with the values to show.
    """

    forms: tuple[Form, ...]
    to: str = ""
    copy_to: str = ""
    signer: str = ""
    printed: str = ""
    upward: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    marks: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    present: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spending:
    """Which fields of a kind say how much was spent, and on what: statistics add these up."""

    amount: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of register: fields, acts, printed columns. No code knows any kind by name."""

    id: str
    title: str
    date: str
    fields: Mapping[str, Field]
    acts: Mapping[str, ActKind]
    columns: tuple[str, ...]
    publish: str = "internal"
    retain: str = ""
    meeting: Meeting | None = None
    change: Order | None = None
    layout: Layout | None = None
    spending: Spending | None = None
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Register:
    """A folder of records: `unit/name`, its kind, and its number series.

    `series` is the official number's pattern with {year} and {n}; empty means the register has no official number
    and its records are named by register title, year and running number. `is_part`: readers see only some of its
    records, and not which numbers the others have.
    """

    path: str
    unit: str
    name: str
    title: str
    kind: str
    series: str = ""
    explained: Mapping[str, str] = field(default_factory=dict)
    place: Place = NOWHERE
    is_part: bool = False
