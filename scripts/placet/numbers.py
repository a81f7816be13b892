"""Official numbers: from a register's series to words and back, and where a text cites one.

The form is that of GB/T 9704: agency code, the year in full between 〔〕, the running number without
padding and without 第, then 号. A series is a pattern such as `青文旅发〔{year}〕{n}号`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache

import msgspec

from placet.model import Kind, Record, Register

DIGITS = 4
YEAR = "{year}"
RUNNING = "{n}"
OPENING = "〔﹝[［(（【〖{｛<＜〈《「『"
CLOSING = "〕﹞]］)）】〗}｝>＞〉》」』"
_SPACE = r"[ \t\u00a0\u3000]*"
_HAN = r"[\u3400-\u4dbf\u4e00-\u9fff]"
#: Full-width digits made narrow, one for one, so that places in a text stay the same.
_NARROW = {ord(wide): ord("0") + digit for digit, wide in enumerate("０１２３４５６７８９")}
_YEAR_AND_N = (
    rf"{_SPACE}(?:\\?(?P<open>[{re.escape(OPENING)}]){_SPACE}(?P<year>\d{{2,4}}){_SPACE}年?{_SPACE}"
    rf"\\?(?P<close>[{re.escape(CLOSING)}])|(?P<bare>(?:19|20)\d\d){_SPACE}[年\-－—–]?)"
    rf"{_SPACE}(?P<ordinal>第?){_SPACE}(?P<n>\d{{1,9}})(?P<gap>{_SPACE})(?P<suffix>[号號期]?)"
)


class SeriesError(ValueError):
    """A series pattern that does not name {year} and {n} exactly once, in that order."""


class Number(msgspec.Struct, frozen=True, order=True, gc=False):
    """One number: the register ("bureau/outgoing"), the year and the running number."""

    register: str
    year: int
    n: int

    @property
    def path(self) -> str:
        """The document's path in the tree, which is the number itself."""
        return f"records/{self.register}/{self.year:04d}/{self.file}.md"

    @property
    def file(self) -> str:
        """The file's name without ending: at least four digits."""
        return f"{self.n:0{DIGITS}d}"

    @property
    def key(self) -> str:
        """How `explained` in register.yaml names it: "2024/0007"."""
        return f"{self.year:04d}/{self.file}"


@dataclass(frozen=True)
class Series:
    """A register's number pattern, cut at its two blanks."""

    register: str
    pattern: str

    @cached_property
    def parts(self) -> tuple[str, str, str]:
        """The text before the year, between year and number, and after the number; raises SeriesError."""
        if self.pattern.count(YEAR) != 1 or self.pattern.count(RUNNING) != 1:
            raise SeriesError(self.pattern)
        head, rest = self.pattern.split(YEAR)
        middle, found, tail = rest.partition(RUNNING)
        if not found or not head.rstrip(OPENING).strip() or "{" in head + middle + tail or "}" in head + middle + tail:
            raise SeriesError(self.pattern)
        return head, middle, tail

    @property
    def code(self) -> str:
        """The agency code and kind of document that open the number: 青文旅发."""
        return self.parts[0].rstrip(OPENING).strip()

    def text(self, year: int, n: int) -> str:
        """The official number in full: 青文旅发〔2024〕14号."""
        head, middle, tail = self.parts
        return f"{head}{year:04d}{middle}{n}{tail}"

    def parse(self, text: str) -> Number | None:
        """The number that `text` is, when it is written exactly as `text()` writes it."""
        head, middle, tail = map(re.escape, self.parts)
        found = re.fullmatch(rf"{head}([0-9]{{4}}){middle}([1-9][0-9]*){tail}", text)
        return Number(self.register, int(found[1]), int(found[2])) if found else None


@dataclass(frozen=True, slots=True)
class Citation:
    """A number cited in a text, from `start` to `end`.

    `number` is None when the code is none of the given series; `code` is then what the text says. `proper` is the
    right way to write it, "" when unknown.
    """

    start: int
    end: int
    text: str
    code: str
    number: Number | None
    proper: str

    @property
    def is_proper(self) -> bool:
        """Whether it is written as the series writes it (or nothing can be said)."""
        return self.proper in ("", self.text)


def series(registers: Iterable[Register]) -> dict[str, Series]:
    """Each code with its series; registers without series, or with one that cannot be read, have none."""
    found: dict[str, Series] = {}
    for register in registers:
        one = Series(register.path, register.series)
        try:
            found.setdefault(one.code, one)
        except SeriesError:
            continue
    return found


def name(register: Register, year: int, n: int) -> str:
    """What a number is called: the official number, or register title, year and running number without a series."""
    head, middle, tail = _parts(register.series, register.title)
    return f"{head}{year:04d}{middle}{n}{tail}"


@lru_cache(maxsize=512)
def _parts(pattern: str, title: str) -> tuple[str, str, str]:
    """What stands before the year, between it and the number, and after that."""
    try:
        return Series("", pattern).parts
    except SeriesError:
        return title, "年第", "号"


def number_of(path: str) -> Number | None:
    """The number a path claims, padded or not; None for a draft and for other files."""
    found = re.fullmatch(r"records/([^/]+/[^/]+)/(\d{4})/(\d+)(?:\.md|\.jsonl|/.*)?", path, re.ASCII | re.IGNORECASE)
    return Number(found[1], int(found[2]), int(found[3])) if found else None


def own_day(record: Record, kind: Kind | None) -> date | None:
    """The record's own day: the field its kind names, or None when the record has no such value."""
    value = record.fields.get(kind.date) if kind else None
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


@dataclass(frozen=True)
class Finder:
    """Finds citations in texts: of the known series by code, and of our agencies' codes that no series has."""

    known: Mapping[str, Series]
    agencies: tuple[str, ...] = ()

    @cached_property
    def heads(self) -> tuple[str, ...]:
        """What a citation may begin with."""
        return (*sorted(self.known, key=len, reverse=True), *sorted(set(filter(None, self.agencies)), key=len))

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """A citation, with longer codes before their own tails."""
        codes = sorted(self.known, key=len, reverse=True)
        parts = [rf"(?P<code>{'|'.join(map(re.escape, codes))})"] if codes else []
        ours = sorted(set(filter(None, self.agencies)), key=len, reverse=True)
        if ours:
            parts.append(rf"(?P<other>(?:{'|'.join(map(re.escape, ours))}){_HAN}{{0,6}}?)")
        return re.compile(rf"(?:{'|'.join(parts)}){_YEAR_AND_N}", re.ASCII)

    def find(self, text: str) -> Iterator[Citation]:
        """Every citation in `text`, in order.

        Citations of other offices are not given: nothing can be said about them here.
        """
        if not any(head in text for head in self.heads):
            return
        for found in self.pattern.finditer(text.translate(_NARROW)):
            one = _citation(text, found, self.known)
            if one is not None:
                yield one


def _citation(text: str, found: re.Match[str], known: Mapping[str, Series]) -> Citation | None:
    start, end = found.span()
    if not found["suffix"]:
        end -= len(found["gap"])
    marked = bool(found["suffix"] or found["ordinal"])
    code = found.groupdict().get("code")
    if not marked and (found["bare"] or code is None):
        return None
    if code is None:
        return Citation(start, end, text[start:end], found["other"], None, "")
    one = known[code]
    digits = found["year"] or found["bare"]
    number = Number(one.register, int(digits) if len(digits) == DIGITS else 2000 + int(digits), int(found["n"]))
    proper = one.text(number.year, number.n)
    if text.startswith(proper, start):
        end = start + len(proper)
    return Citation(start, end, text[start:end], code, number, proper)
