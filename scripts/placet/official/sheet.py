"""What stands on the official sheet of a record: plain data, taken from the record as its kind's layout says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from placet import numbers, office
from placet.model import Act, Cabinet, Field, Layout, Record, Unit
from placet.official.body import Block, body
from placet.official.title import lines
from placet.readers.layout import BLANK
from placet.standing import Standing

#: A line of the title holds so many characters of its size.
_TITLE_WIDTH = 19.5


@dataclass(frozen=True)
class Sheet:
    """A document as it is printed: `form` is the template's name, everything else the words that stand on it."""

    form: str
    header: str
    number: str
    title: str
    title_lines: tuple[str, ...]
    to: str
    body: tuple[Block, ...]
    issuer: str
    day: date
    printed: date
    signers: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    attached: tuple[str, ...] = ()
    present: tuple[tuple[str, tuple[str, ...]], ...] = ()
    copy_to: str = ""
    printer: str = ""


def path(record: Record) -> str:
    """Return where the PDF of a record lies on the site: beside its page."""
    return str(PurePosixPath(record.path).with_suffix(".pdf"))


def sheet(cabinet: Cabinet, record: Record, standings: Sequence[Standing] = ()) -> Sheet | None:
    """Return the official sheet of a filed record, or None where its kind has no form for it.

    `standings` say which acts of its slip stand; others sign nothing.
    """
    kind, unit = cabinet.kinds[record.kind], cabinet.units[record.unit]
    day = numbers.own_day(record, kind)
    if kind.layout is None or record.number is None or record.year is None or record.annulled or day is None:
        return None
    layout = kind.layout
    form = next((form for form in layout.forms if _fits(form.when, record)), None)
    if form is None:
        return None
    register = cabinet.registers[f"{record.unit}/{record.register}"]
    said = {name: _said(unit, field, record.fields.get(name)) for name, field in kind.fields.items()}
    blanks = {"unit": unit.title, "register": register.title} | {name: "".join(words) for name, words in said.items()}
    text = body(record.body)
    acts = _standing(record, standings)
    return Sheet(
        form=form.template,
        header=_filled(form.header, blanks),
        number=numbers.name(register, record.year, record.number),
        title=record.title,
        title_lines=lines(record.title, _TITLE_WIDTH, (unit.title, register.title, *unit.sections.values())),
        to=text.to or blanks.get(layout.to, ""),
        body=text.blocks,
        issuer=text.issuer or _filled(form.issuer, blanks),
        day=day,
        signers=_signers(layout, record, unit, acts),
        marks=tuple(blanks[name] for name, values in layout.marks.items() if _has(record, name, values)),
        attached=() if text.has_annex else tuple(PurePosixPath(one.file).stem for one in record.attachments),
        present=tuple((kind.fields[name].title, said[name]) for name in layout.present if said[name]),
        copy_to=blanks.get(layout.copy_to, ""),
        printer=_filled(form.printer, blanks),
        printed=next((act.at.date() for act in acts if act.act == layout.printed), day),
    )


def _fits(when: Mapping[str, tuple[Any, ...]], record: Record) -> bool:
    return all(_has(record, name, values) for name, values in when.items())


def _has(record: Record, name: str, values: tuple[Any, ...]) -> bool:
    return record.fields.get(name) in values


def _filled(words: str, blanks: Mapping[str, str]) -> str:
    return BLANK.sub(lambda blank: blanks.get(blank[1], ""), words)


def _standing(record: Record, standings: Sequence[Standing]) -> tuple[Act, ...]:
    """The acts that stand, the newest first."""
    good = {one.act.line for one in standings if one.valid and not one.withdrawn and not one.stale}
    return tuple(act for act in reversed(record.acts) if act.line in good)


def _signers(layout: Layout, record: Record, unit: Unit, acts: Sequence[Act]) -> tuple[str, ...]:
    """Who signed a document that goes up; nobody is named on others."""
    if not layout.upward or not _fits(layout.upward, record):
        return ()
    names = [office.name(unit, act.by) for act in acts if act.act == layout.signer]
    return tuple(dict.fromkeys(reversed(names)))


def _said(unit: Unit, field: Field, value: Any) -> tuple[str, ...]:
    """What a field says in words, each of a list for itself; of objects, their first part."""
    if value is None or value == "":
        return ()
    if isinstance(value, (tuple, list)):
        item = field.items or field
        return tuple(words for one in value for words in _said(unit, item, one))
    if isinstance(value, Mapping):
        first = next(iter(field.properties), "")
        return _said(unit, field.properties[first], value.get(first)) if first else ()
    text = str(value)
    if field.type == "person":
        return (office.name(unit, text),)
    titles = {"choice": field.choice_titles, "section": unit.sections}.get(field.type, {})
    if field.type == "body" and text in unit.bodies:
        return (unit.bodies[text].title,)
    return (titles.get(text, text),)
