"""Regulations: articles, and the rules that quote them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from placet.model.finding import Level, Place
from placet.model.record import Act


@dataclass(frozen=True, slots=True)
class Article:
    """An article found in the Markdown: number, heading line, and its text without markup."""

    number: int
    label: str
    text: str
    line: int
    chapter: str = ""
    markdown: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example: a record as given, the acts done, and the verdict expected of its rule.

    `parameters` override the unit's own; `period` names the period a cadence example asks about ("2024-03").
    """

    given: Mapping[str, Any]
    acts: tuple[Any, ...]
    expect: str
    as_of: date | None
    others: tuple[Mapping[str, Any], ...]
    note: str
    place: Place
    parameters: Mapping[str, Any] = field(default_factory=dict)
    period: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as written; `demands` maps a demand's name to its data, still uncompiled, each with its own mark."""

    id: str
    regulation: str
    article: int
    says: str
    on: tuple[str, ...]
    when: str
    demands: Mapping[str, Any]
    before: str
    basis: tuple[str, ...]
    level: Level
    examples: tuple[Example, ...]
    place: Place
    marks: Mapping[str, Place]


@dataclass(frozen=True, slots=True)
class Unchecked:
    """An article no machine can judge, and why."""

    article: int
    why: str
    place: Place


@dataclass(frozen=True, slots=True)
class Correction:
    """What an article grants: an edit class of filed documents of these kinds, by these posts, with these acts."""

    kind: str
    article: int
    says: str
    on: tuple[str, ...]
    posts: tuple[str, ...]
    acts: tuple[str, ...]
    place: Place


#: Keys of a version that may be set or change after it was adopted: no article rests on them.
LATER_KEYS = ("repealed", "review")


@dataclass(frozen=True, slots=True)
class Regulation:
    """One version of a regulation: in force from `in_force` until the next version or `repealed` (exclusive).

    `review` is the day by which it is to be looked at again: a plan, on which no verdict rests.
    """

    path: str
    id: str
    title: str
    unit: str
    in_force: date
    repealed: date | None
    number: str
    adopted: Mapping[str, str]
    articles: tuple[Article, ...]
    rules: tuple[Rule, ...]
    unchecked: tuple[Unchecked, ...]
    body: str
    marks: Mapping[str, Place]
    until: date | None = None
    acts: tuple[Act, ...] = ()
    corrections: tuple[Correction, ...] = ()
    review: date | None = None
