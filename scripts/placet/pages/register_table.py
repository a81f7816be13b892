"""A register's rows as the table on its pages: the first of them, and what its reader can choose by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from placet.model import Register
from placet.pages.columns import CHOICE, NUMBER, Column, columns, shown
from placet.pages.facts import Facts
from placet.pages.links import href, record_page, register_page
from placet.pages.view import View
from placet.pages.words import Words

#: How many rows a page holds and the browser draws at a time.
LEAF = 100
_WORTH_SEARCHING = 6
VERDICT = "with-verdict"
YEAR = "in-year"
DRAFTS = "drafts"
#: What a row says of its record at the end: whether it meets its rules, or is annulled.
STATES = ("met", "waiting", "breached", "none", "annulled")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as printed: its words, the page it leads to ("" for none), and in the last column the record's state."""

    text: str
    address: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A record's row: each column with its cell, and the record's state."""

    cells: tuple[tuple[Column, Cell], ...]
    state: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A column that the reader can choose by: its name in the address, its title, "all", and the values with words."""

    name: str
    title: str
    every: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Some rows of a register under all its columns; `total` is how many rows there are in all."""

    columns: tuple[Column, ...]
    links: tuple[str, ...]
    rows: tuple[Row, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Book(Table):
    """A table that the browser can search and sort: of which register, where its rows lie, and what can be chosen."""

    of: str
    base: str
    years: tuple[str, ...]
    sort: str
    choices: tuple[Choice, ...]
    every: int

    @property
    def is_short(self) -> bool:
        """Whether it is read at a glance, so that there is nothing to search."""
        return self.every < _WORTH_SEARCHING

    @property
    def leaves(self) -> int:
        """How many pages of rows there are."""
        return max(1, -(-self.total // LEAF))


def of_register(view: View, register: Register) -> list[Facts]:
    """Return every record of a register, by path."""
    return [view.facts[card.path] for card in view.by_register[register.path]]


def state(facts: Facts) -> str:
    """Return what the last column says of a record, one of STATES."""
    return "annulled" if facts.card.annulled else facts.worst or "none"


def all_columns(view: View, register: Register) -> tuple[Column, ...]:
    """Return the columns that a register's kind prints, and the record's state."""
    kind, unit = view.cabinet.kinds[register.kind], view.cabinet.units[register.unit]
    verdict = Column(VERDICT, view.words("verdict"), CHOICE, tuple(view.words(one) for one in STATES))
    return (*columns(kind, unit, view.words), verdict)


def table(view: View, register: Register, found: Sequence[Facts], source: str, first: int = LEAF) -> Table:
    """Return the first of these records of a register as a table on page `source`."""
    printed = all_columns(view, register)
    links = tuple(column.id for column in printed if column.id in ("number", "title")) or (printed[0].id,)
    rows = tuple(_row(view, printed, links, one, source) for one in found[:first])
    return Table(printed, links, rows, len(found))


def book(
    view: View,
    register: Register,
    found: Sequence[Facts],
    source: str,
    years: Sequence[str],
    others: Sequence[Facts] = (),
    *,
    newest: bool = False,
) -> Book:
    """Return these numbered records in their order, or the newest first, as a table that reaches the rows of `years`.

    `years` are in order, the drafts last; of several the reader can choose one, and then drafts too (`others`).
    """
    made = table(view, register, found[::-1] if newest else found, source)
    every = [*found, *others]
    return Book(
        columns=made.columns,
        links=made.links,
        rows=made.rows,
        total=made.total,
        of=register.path,
        base=href(source, register_page(register)).removesuffix("index.html"),
        years=tuple(years),
        sort=f"-{NUMBER}" if newest else NUMBER,
        choices=(*_years(view.words, years), *_choices(view.words, made.columns, every)),
        every=len(every),
    )


def _row(view: View, printed: tuple[Column, ...], links: tuple[str, ...], facts: Facts, source: str) -> Row:
    address, own = href(source, record_page(facts.card)), state(facts)
    said = (shown(view, column, cell) for column, cell in zip(printed, facts.cells, strict=False))
    cells = [Cell(text, address if column.id in links else "") for column, text in zip(printed, said, strict=False)]
    return Row(tuple(zip(printed, (*cells, Cell(view.words(own), state=own)), strict=True)), own)


def _years(words: Words, years: Sequence[str]) -> Iterator[Choice]:
    if len(years) > 1:
        newest_first = sorted((year for year in years if year != DRAFTS), reverse=True)
        named = [(year, words("year", year=year)) for year in newest_first]
        drafts = [(DRAFTS, words("drafts-heading"))] if DRAFTS in years else []
        yield Choice(YEAR, words("in-year"), words("every-year"), (*named, *drafts))


def _choices(words: Words, printed: tuple[Column, ...], found: Sequence[Facts]) -> Iterator[Choice]:
    """The columns of choices of which at least two occur, in the order of the office's own lists, and the states."""
    for at, column in enumerate(printed):
        if column.form != CHOICE:
            continue
        if column.id == VERDICT:
            occur = {state(one) for one in found}
            options = tuple((one, words(one)) for one in STATES if one in occur)
        else:
            known = {word: place for place, word in enumerate(column.choices)}
            held = sorted({one.cells[at] for one in found} - {""}, key=lambda one: (known.get(one, len(known)), one))
            options = tuple((one, one) for one in held)
        if len(options) > 1 or column.id == VERDICT:
            yield Choice(column.id, column.title, words("every-choice"), options)
