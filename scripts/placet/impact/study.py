"""The whole study of a proposal: two cabinets in, every difference it would make out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from placet import messages
from placet.impact.amendments import Amendment, amendments
from placet.impact.shifts import ExampleShift, Shift, example_shifts, shifts
from placet.model import Cabinet, Finding, Level
from placet.rules.compile import Rulebook, rulebook


@dataclass(frozen=True, slots=True)
class Impact:
    """What a proposal would do.

    `faults` are errors that the proposed regulations have and the base has not; `files` are what else it changes of
    that by which records are judged (registers, people, parameters, calendar).
    """

    base: Cabinet
    head: Cabinet
    origins: tuple[str, str]
    as_of: datetime
    amendments: tuple[Amendment, ...]
    drafts: tuple[Shift, ...]
    filed: tuple[Shift, ...]
    examples: tuple[ExampleShift, ...]
    faults: tuple[Finding, ...]
    files: tuple[str, ...]

    @property
    def is_nothing(self) -> bool:
        """Whether the two judge alike."""
        return not (self.amendments or self.drafts or self.filed or self.examples or self.faults or self.files)


def study(base: Cabinet, head: Cabinet, as_of: datetime, origins: tuple[str, str]) -> Impact:
    """The differences between the judges of `base` and of `head`, over the records of `base`."""
    books = rulebook(base), rulebook(head)
    changes = amendments(base, head, books)
    moved = shifts(base, head, changes, as_of)
    return Impact(
        base=base,
        head=head,
        origins=origins,
        as_of=as_of,
        amendments=changes,
        drafts=tuple(one for one in moved if one.record.is_draft),
        filed=tuple(one for one in moved if not one.record.is_draft),
        examples=example_shifts(base, head, changes, books),
        faults=tuple(_faults(base, head, books)),
        files=tuple(
            path for path in sorted({*base.files, *head.files}) if _judges(path) and _differs(path, base, head)
        ),
    )


def _judges(path: str) -> bool:
    """Whether a file below `records/` is one by which records are judged: YAML lies nowhere else but in attachments."""
    return path.startswith("records/") and path.endswith(".yaml") and path.count("/") < 4


def _differs(path: str, base: Cabinet, head: Cabinet) -> bool:
    return base.files.get(path) != head.files.get(path)


def _faults(base: Cabinet, head: Cabinet, books: tuple[Rulebook, Rulebook]) -> list[Finding]:
    """The errors of the proposal's own files; lines move in an edit, so that they do not tell faults apart."""
    before = {_mark(one) for one in (*base.findings, *books[0].findings)}
    return [
        one
        for one in sorted((*head.findings, *books[1].findings), key=lambda one: one.sort_key)
        if messages.level(one.code) is Level.ERROR and _mark(one) not in before
    ]


def _mark(finding: Finding) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    return (finding.code, finding.place.path, tuple(sorted(finding.args.items())))
