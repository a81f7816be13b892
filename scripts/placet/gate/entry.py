"""What a document must have to get its number: a rule that speaks on it, signatures, and a day that is not to come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from placet.gate.records import Touched
from placet.gate.side import Side
from placet.model import Finding, Place, Record, Status
from placet.numbers import own_day


def faults(touched: Sequence[Touched], merged: Side, corrected: AbstractSet[str]) -> Iterator[Finding]:
    """GAT021 (no rule speaks on it), GAT025 (a correction out of place), GAT026 (a void stub nobody signed), GAT027.

    GAT027 is a document dated after the day it lands. `corrected` are documents whose edit is a proved correction.
    """
    for one in touched:
        record = merged.shelf.get(one.path) if one.path in merged.shelf.tree.paths() else None
        if record is None:
            continue
        is_edited = one.is_filed and one.document is not None and not one.document.added
        if not is_edited and one.path not in corrected:
            yield from _corrections(record, merged)
        if one.is_filed and one.document is not None and one.document.added:
            yield from _entering(record, merged)


def _corrections(record: Record, merged: Side) -> Iterator[Finding]:
    """Acts that correct nothing: a correction comes together with the edit of a document that is filed already."""
    known = merged.judges.kinds[record.kind].acts
    for act in record.acts:
        is_correction = act.act in known and known[act.act].correction
        if is_correction and act.evidence and record.slip_lines[act.line - 1] not in merged.known:
            words = {"title": record.title, "act": known[act.act].title}
            yield Finding("GAT025", Place(record.slip_path, act.line), words)


def _entering(record: Record, merged: Side) -> Iterator[Finding]:
    words = {"title": record.title}
    if record.annulled:
        if not any(one.valid and one.grade and one.post for one in merged.standings(record)):
            yield Finding("GAT026", record.where("annulled"), words)
        return
    if all(verdict.status is Status.NOT_APPLICABLE for verdict in merged.verdicts(record)):
        yield Finding("GAT021", Place(record.path), words)
    day = own_day(record, merged.judges.kinds[record.kind])
    if day is not None and day > merged.as_of.date():
        yield Finding("GAT027", Place(record.path), words | {"day": day.isoformat()})
