"""Places and findings: what is wrong, and where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import msgspec


class Place(msgspec.Struct, frozen=True, order=True, gc=False):
    """A point in a file: line and column count from 1; 0 means the whole file."""

    path: str
    line: int = 0
    column: int = 0


#: The place of what was made by hand and stands in no file.
NOWHERE = Place("")


class Level(StrEnum):
    """How much a finding weighs: an error fails `check`, a warning and a note do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault, at one place. The words live in the message catalogue under `code`.

    `args` fill the catalogue's message; `quote` is the article's own words where a rule speaks;
    `related` is another place worth seeing (where the number was first used).
    """

    code: str
    place: Place
    args: Mapping[str, str] = field(default_factory=dict)
    quote: str = ""
    related: tuple[Place, ...] = ()

    @property
    def sort_key(self) -> tuple[Place, str, tuple[tuple[str, str], ...]]:
        """The report's order: by place, then code, then arguments."""
        return (self.place, self.code, tuple(sorted(self.args.items())))


@dataclass(frozen=True, slots=True)
class Skip:
    """A check that could not judge, with the catalogue code of its reason. Counted, never a pass."""

    code: str
    args: Mapping[str, str] = field(default_factory=dict)
