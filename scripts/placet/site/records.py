"""The records of a piece with their judgement, read again from what the check kept."""

from __future__ import annotations

from collections.abc import Mapping

from placet.judge import Outcome
from placet.model import Record
from placet.shards import judgement
from placet.shards.check import Checked
from placet.shards.judgement import Judgement
from placet.shards.pieces import Piece


def records_of(checked: Checked, piece: Piece) -> dict[str, Record]:
    """The records of a piece, by path."""
    bench = checked.bench
    return {path: bench.reader.record(piece, path)[0] for path in piece.files if bench.directory.has(path)}


def outcome_of(checked: Checked, piece: Piece, records: Mapping[str, Record]) -> Outcome:
    """How the records of a piece were judged."""
    judged = judgement_of(checked, piece)
    return Outcome(
        as_of=checked.tally.as_of,
        findings=(),
        verdicts=judged.verdicts(),
        skips=(),
        standings=judged.standings(records),
        rules=checked.bench.book.rules,
    )


def judgement_of(checked: Checked, piece: Piece) -> Judgement:
    """The judgement as the check kept it; judged once more where that is lost."""
    data = checked.store.read(judgement.name(piece.name))
    if data is None or judgement.digest(data) != checked.judgements[piece.name]:
        data = checked.bench.judge(piece)[2]
    return judgement.unpacked(data)
