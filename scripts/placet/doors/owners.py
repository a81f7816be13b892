"""CODEOWNERS, written from the posts: who must sign a change of each class, by the rules on change orders.

A change order that touches one class and has no act yet is put to the judge; the posts whose acts the waiting rules
demand own the files of that class on the forge. No class and no post is named here: the rulebook says them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from importlib import resources

import yaml

from placet import messages, office
from placet.directory import Directory
from placet.judge import archive_of, examine
from placet.model import Cabinet, Kind, Record, Register, Status
from placet.rules.compile import Compiled, rulebook
from placet.rules.demands.acts import Acts
from placet.standing import Standing

#: Where the file lies: GitHub, Gitea, Forgejo and GitLab all look here.
PATH = "CODEOWNERS"
_LOGIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,98}[A-Za-z0-9])?")


@dataclass(frozen=True, slots=True)
class Owned:
    """One class of files in one unit's charge, the posts whose acts its change demands, and their holders' logins."""

    name: str
    unit: str
    paths: tuple[str, ...]
    posts: tuple[str, ...]
    logins: tuple[str, ...]


def owners(cabinet: Cabinet, as_of: datetime) -> tuple[Owned, ...]:
    """The owners of each class of files on a day, in the order of the file.

    The unit that the portal names first owns whatever is the portal's; each other unit owns files of its own.
    """
    demanded = _demanded(cabinet, as_of)
    host, *others = cabinet.config.units
    found = []
    for name, paths, own in _classes():
        found.append(_owned(cabinet, name, host, paths, demanded, as_of))
        mine = (
            _owned(cabinet, name, unit, tuple(one.format(unit=unit) for one in own), demanded, as_of)
            for unit in (others if own else ())
        )
        # A pattern without an owner would take its files from whoever owns them by the line above.
        found += [one for one in mine if one.logins]
    return tuple(found)


def written(cabinet: Cabinet, as_of: datetime, lang: str) -> str:
    """The file's text, the same for the same cabinet and day."""
    lines = [f"# {messages.label(f'owners-head-{number}', lang)}" for number in (1, 2, 3)]
    for owned in owners(cabinet, as_of):
        titles = [office.title(cabinet.units[owned.unit], post) for post in owned.posts]
        place = "" if owned.unit == cabinet.config.units[0] else f" ({cabinet.units[owned.unit].title})"
        lines.append("")
        lines.append(
            f"# {messages.label(f'gate-class-{owned.name}', lang)}{place}"
            + (f": {messages.label('and', lang).join(titles)}" if titles else "")
        )
        lines += [" ".join((path, *(f"@{login}" for login in owned.logins))) for path in owned.paths]
    return "\n".join(lines) + "\n"


def rules_of(text: str) -> list[str]:
    """The lines of a CODEOWNERS file that count: no comments, no empty lines, single spaces."""
    kept = (line.split("#")[0].split() for line in text.splitlines())
    return [" ".join(words) for words in kept if words]


def _owned(
    cabinet: Cabinet,
    name: str,
    unit: str,
    paths: tuple[str, ...],
    demanded: Mapping[tuple[str, str], Sequence[str]],
    as_of: datetime,
) -> Owned:
    posts = tuple(dict.fromkeys(demanded.get((unit, name), ())))
    own = cabinet.units[unit]
    logins = {own.persons[one].login for post in posts for one in office.holders(own, post, as_of.date())}
    return Owned(name, unit, paths, posts, tuple(sorted(login for login in logins if _LOGIN.fullmatch(login))))


def _demanded(cabinet: Cabinet, as_of: datetime) -> Mapping[tuple[str, str], Sequence[str]]:
    """Unit and class → the posts whose acts the rules demand of an order for it."""
    asked: dict[str, tuple[str, str]] = {}
    records: dict[str, Record] = {}
    for register in cabinet.registers.values():
        kind = cabinet.kinds[register.kind]
        for name in _choices(kind):
            record = _order(register, kind, name, as_of)
            records[record.path], asked[record.path] = record, (register.unit, name)
    orders, book = replace(cabinet, records=records), rulebook(cabinet)
    unsigned: dict[str, tuple[Standing, ...]] = dict.fromkeys(records, ())
    directory = Directory.of(orders)
    archive = archive_of(orders, book, as_of, unsigned, directory)
    rules = {(one.regulation.path, one.rule.id): one for one in book.rules}
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for verdict in examine(orders, directory, archive, book, None, unsigned).verdicts:
        if verdict.status is Status.WAITING:
            found[asked[verdict.subject]] += _posts(rules[verdict.regulation, verdict.rule])
    return found


def _posts(rule: Compiled) -> Iterator[str]:
    acts = (demand for demand, _ in rule.demands if isinstance(demand, Acts))
    demanded = (one for demand in acts for stage in demand.stages for one in stage)
    yield from (who.value for one in demanded for who in one.by if who.relation == "post" and ":" not in who.value)


def _choices(kind: Kind) -> tuple[str, ...]:
    """The classes that orders of this kind can name; none for a kind of other documents."""
    field = kind.fields.get(kind.change.classes) if kind.change else None
    return field.items.choices if field and field.items else ()


def _order(register: Register, kind: Kind, name: str, as_of: datetime) -> Record:
    assert kind.change is not None
    return Record(
        path=f"records/{register.path}/drafts/owners-{name}.md",
        unit=register.unit,
        register=register.path.rpartition("/")[2],
        kind=kind.id,
        id=f"{as_of.year}-owners{name}",
        title=name,
        classification="internal",
        fields={kind.date: as_of.date(), kind.change.classes: (name,)},
        refers=(),
        attachments=(),
        body="",
        document="",
        acts=(),
        slip_lines=(),
        marks={},
    )


@cache
def _classes() -> tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]:
    rows = yaml.load(resources.files(__package__).joinpath("owners.yaml").read_bytes(), yaml.CSafeLoader)
    return tuple((row["class"], tuple(row["paths"]), tuple(row.get("own", ()))) for row in rows)


def differing(cabinet: Cabinet, as_of: datetime, text: str) -> Iterator[str]:
    """The lines by which a CODEOWNERS file differs from what the posts say, each with its sign."""
    wanted, found = rules_of(written(cabinet, as_of, messages.LANGUAGES[0])), rules_of(text)
    yield from (f"+ {line}" for line in wanted if line not in found)
    yield from (f"- {line}" for line in found if line not in wanted)
    if sorted(wanted) == sorted(found) and wanted != found:
        yield from (f"+ {line}" for line in wanted)
