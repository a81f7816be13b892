"""Facts altered: fields, acts and parts of a record other than they are; what a rule reads is where to begin."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from msgspec import structs

from placet.model import Act, Attachment, Field
from placet.rules.breaking import Breaking
from placet.rules.cel import Expression
from placet.rules.context import Facts
from placet.rules.neighbours import STRANGER, Near, changes, near, texts
from placet.rules.wording import phrase
from placet.standing import Standing

_MOMENT = Field("", "", "datetime")
_THIS = "this."
_TEXTS = ("title", "body")


def with_record(facts: Facts, **changed: Any) -> Facts:
    """The facts with parts of the record changed."""
    return renewed(facts, record=replace(facts.record, **changed))


def with_field(facts: Facts, name: str, value: Any) -> Facts:
    """The facts with a field changed, left out where the value is None."""
    fields = {key: one for key, one in {**facts.record.fields, name: value}.items() if one is not None}
    return with_record(facts, fields=fields)


def with_acts(facts: Facts, act: str, change: Callable[[Standing], Standing | None]) -> Facts:
    """The facts with every act of a name changed, or left out."""
    found = [change(one) if one.act.act == act else one for one in facts.standings]
    return renewed(facts, standings=tuple(one for one in found if one is not None))


def renewed(facts: Facts, **changed: Any) -> Facts:
    """The facts with something changed and nothing remembered."""
    return replace(facts, values={}, entitled={}, by_act=None, **changed)


def without_act(facts: Facts, act: str) -> Facts:
    """The facts as if this had not been done."""
    return renewed(facts, standings=tuple(one for one in facts.standings if one.act.act != act))


def acted_by(facts: Facts, act: str, person: str) -> Facts:
    """The facts as if one person had done all acts of this name."""
    return with_acts(facts, act, lambda one: structs.replace(one, act=structs.replace(one.act, by=person)))


def acted_at(facts: Facts, act: str, moment: datetime) -> Facts:
    """The facts as if it had been done at a moment."""
    return with_acts(facts, act, lambda one: structs.replace(one, act=structs.replace(one.act, at=moment)))


def acted_with(facts: Facts, act: str, key: str, value: Any) -> Facts:
    """The facts with a value that acts of this name carry."""

    def changed(one: Standing) -> Standing:
        data = {name: item for name, item in {**one.act.data, key: value}.items() if item is not None}
        return structs.replace(one, act=structs.replace(one.act, data=data))

    return with_acts(facts, act, changed)


def with_act(facts: Facts, act: str, person: str = STRANGER) -> Facts:
    """The facts as if someone had also done this, after everything else."""
    lines = [one.act.line for one in facts.standings]
    start = max((one.act.at for one in facts.standings), default=facts.as_of)
    made = Act(max(lines, default=0) + 1, act, person, start + timedelta(hours=1), evidence="signature")
    added = Standing(made, valid=True, grade=made.evidence, sees=frozenset(lines))
    return renewed(facts, standings=(*facts.standings, added))


def in_field(facts: Facts, name: str, about: Near) -> Iterator[Breaking]:
    """Other values of a field, the smallest change first."""
    declared = facts.kind.fields[name]
    value = facts.record.fields.get(name)
    for one in changes(value, declared, about):
        how = "empty" if one is None else "fewer" if _is_part(one, value) else "value"
        yield Breaking(how, declared.title, (with_field(facts, name, one),))


def _is_part(one: object, value: object) -> bool:
    return isinstance(one, tuple) and isinstance(value, tuple) and len(one) < len(value)


def in_reading(facts: Facts, expressions: Sequence[Expression], start: str = "") -> Iterator[Breaking]:
    """Changes of whatever expressions read of a record; of the judged one, where they begin with `this.`."""
    about = near(facts, expressions)
    read = (variable.name for one in expressions for variable in one.reads)
    names = (name.removeprefix(start).removeprefix("filled.") for name in read if name.startswith(start))
    for name in dict.fromkeys(names):
        yield from _in_name(facts, name, about)


def in_this_reading(facts: Facts, expressions: Sequence[Expression]) -> Iterator[Breaking]:
    """Changes of what expressions on other records read of the one that is judged."""
    return in_reading(facts, expressions, _THIS)


def _in_name(facts: Facts, name: str, about: Near) -> Iterator[Breaking]:
    head, _, rest = name.partition(".")
    name = facts.kind.date if name == "day" else name
    if name in facts.kind.fields:
        yield from in_field(facts, name, about)
    elif head == "done":
        yield from in_act(facts, rest)
    elif head == "at":
        yield from in_time(facts, rest, about)
    elif head == "by":
        yield from in_person(facts, rest, (*about.persons, STRANGER, *facts.unit.persons))
    elif head == "data":
        act, _, key = rest.partition(".")
        yield from _in_data(facts, act, key, about)
    elif name in _TEXTS:
        for text in (*texts(getattr(facts.record, name), about), ""):
            yield Breaking(
                "value" if text else "empty", phrase(f"record-{name}"), (with_record(facts, **{name: text}),)
            )
    elif name in _PARTS:
        yield from (Breaking("value", phrase(f"record-{name}"), (one,)) for one in _PARTS[name](facts))


def in_act(facts: Facts, act: str) -> Iterator[Breaking]:
    """An act not done, or done though it was not."""
    title = facts.act_title(act)
    if facts.lines(act):
        yield Breaking("drop-act", title, (without_act(facts, act),))
    else:
        yield Breaking("add-act", title, (with_act(facts, act),))


def in_time(facts: Facts, act: str, about: Near) -> Iterator[Breaking]:
    """An act done at another time."""
    found = facts.lines(act)
    for moment in changes(found[-1].act.at, _MOMENT, about) if found else ():
        if isinstance(moment, datetime):
            yield Breaking("time", facts.act_title(act), (acted_at(facts, act, moment),))
    yield from in_act(facts, act)


def of_act(facts: Facts, act: str) -> Iterator[Breaking]:
    """An act not done, done once only, by others, without having seen what went before, or without evidence."""
    title, found = facts.act_title(act), facts.lines(act)
    if not found:
        return
    last = found[-1].act.line
    yield Breaking("drop-act", title, (with_acts(facts, act, lambda one: None if one.act.line == last else one),))
    yield from in_act(facts, act)
    yield from in_person(facts, act, (*(one.act.by for one in facts.standings), *facts.unit.persons, STRANGER))
    yield Breaking("order", title, (with_acts(facts, act, lambda one: structs.replace(one, sees=frozenset())),))
    yield Breaking("evidence", title, (with_acts(facts, act, lambda one: structs.replace(one, grade="")),))


def in_person(facts: Facts, act: str, persons: Sequence[str]) -> Iterator[Breaking]:
    """An act done by another person."""
    found = facts.lines(act)
    for person in dict.fromkeys(persons):
        if found and person != found[-1].act.by:
            yield Breaking("person", facts.act_title(act), (acted_by(facts, act, person),))


def _in_data(facts: Facts, act: str, key: str, about: Near) -> Iterator[Breaking]:
    declared = facts.kind.acts[act].data[key]
    found = facts.lines(act)
    if found:
        for one in changes(found[-1].act.data.get(key), declared, about):
            how = "empty" if one is None else "value"
            yield Breaking(how, declared.title, (acted_with(facts, act, key, one),))
    yield from in_act(facts, act)


def _lists(name: str, more: object) -> Callable[[Facts], Iterator[Facts]]:
    def made(facts: Facts) -> Iterator[Facts]:
        items = getattr(facts.record, name)
        yield with_record(facts, **{name: (*items, more)})
        yield from (with_record(facts, **{name: (*items[:n], *items[n + 1 :])}) for n in range(len(items)))
        yield with_record(facts, **{name: ()})

    return made


def _grades(facts: Facts) -> Iterator[Facts]:
    grade = "public" if facts.record.classification != "public" else "internal"
    yield with_record(facts, classification=grade)


_PARTS: Mapping[str, Callable[[Facts], Iterator[Facts]]] = {
    "refers": _lists("refers", STRANGER),
    "attachments": _lists("attachments", Attachment(STRANGER, "")),
    "classification": _grades,
    "numbered": lambda facts: iter((with_record(facts, number=None),)),
}
