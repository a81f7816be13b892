"""The sheets of work there are: what speaks of all records, of one register, of one of its years, or of none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

import msgspec

from placet.exports import EXPORTS, draft_files, register_files, year_files
from placet.model import Register
from placet.pages import OFFICE, WHOLE
from placet.pages.facts import Facts
from placet.pages.page import Page
from placet.pages.post import post_scripts
from placet.pages.register import book_pages, drafts, filed, year_pages
from placet.pages.view import View
from placet.shards import keys
from placet.site.folder import digest_of
from placet.site.looking import Index
from placet.site.pieces import Edition, Made, facts_in

#: Files by path: pages still without their shell, text, or bytes.
Files: TypeAlias = Mapping[str, Page | bytes | str]
_Some: TypeAlias = Mapping[str, Page] | Mapping[str, bytes] | Mapping[str, str]


@dataclass(frozen=True)
class Work:
    """One sheet of work: its name, what it rests on, whether it sees the facts of all records, and what makes it."""

    name: str
    key: str
    is_whole: bool
    make: Callable[[View], _Some | Files]


_encode = msgspec.msgpack.Encoder().encode


def works(edition: Edition, parts: Mapping[str, Made], index: Index, registers: Mapping[str, Register]) -> list[Work]:
    """All sheets there are to make; `registers` are those that the audience sees."""
    digests = {name: digest_of(made.facts) for name, made in parts.items()}
    checked = edition.checked
    said = _encode([checked.tally.findings, checked.tally.verdicts, checked.tally.skips, checked.rhythms])
    whole = keys.digest([edition.key, digest_of(said), *digests.values()])
    makers: list[Callable[[View], _Some]] = [*EXPORTS, *WHOLE, post_scripts]
    return [
        *(Work(f"sheet {maker.__name__}", whole, True, maker) for maker in makers),
        *(Work(f"sheet {maker.__name__}", edition.key, False, maker) for maker in OFFICE),
        *_of_registers(edition, parts, index, registers, digests),
    ]


def _of_registers(
    edition: Edition,
    parts: Mapping[str, Made],
    index: Index,
    registers: Mapping[str, Register],
    digests: Mapping[str, str],
) -> Iterator[Work]:
    """A sheet for each register, and one for each of its years."""
    named: dict[str, list[str]] = {path: [] for path in registers}
    for piece in parts:
        named.get(piece.rsplit("/", 2)[0], []).append(piece)
    years: dict[str, set[int]] = defaultdict(set)
    for card in index.cards.values():
        if card.year is not None and not card.is_draft:
            years[card.register].add(card.year)
    for path, register in registers.items():
        made = [parts[name] for name in named[path]]
        key = keys.digest([edition.key, path, *(digests[name] for name in named[path])])
        yield Work(f"sheet {path}", key, False, partial(_of_register, register, made))
        among = sorted(years[path], reverse=True)
        for year in among:
            own = [name for name in named[path] if name.rsplit("/", 2)[1] == str(year)]
            key = keys.digest([edition.key, path, *map(str, (year, *among)), *(digests[name] for name in own)])
            make = partial(_of_year, register, [parts[name] for name in own], among, year)
            yield Work(f"sheet {path} {year}", key, False, make)


def _of_register(register: Register, made: Sequence[Made], view: View) -> Files:
    found = _facts(made)
    files = {**register_files(view, register, found), **draft_files(register, drafts(found))}
    return {**files, **book_pages(view, register, found)}


def _of_year(register: Register, made: Sequence[Made], among: Sequence[int], year: int, view: View) -> Files:
    records = filed(_facts(made), year)
    return {**year_files(view, register, year, records), **year_pages(view, register, records, among)}


def _facts(made: Sequence[Made]) -> list[Facts]:
    return sorted((one for part in made for one in facts_in(part.facts)), key=lambda one: one.card.path)
