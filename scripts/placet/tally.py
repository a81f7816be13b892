"""The tally of a check: what a report needs of a judged cabinet, which may be too large to be held at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from placet.judge import Outcome
from placet.model import Cabinet, Finding, Skip, Status, Verdict


@dataclass(frozen=True, slots=True)
class Tally:
    """What was found, and how much was looked at.

    `frame` is the cabinet, perhaps without its records. `verdicts` are those that await something or breach a rule;
    `counts` counts all, by status.
    """

    frame: Cabinet
    as_of: datetime
    findings: tuple[Finding, ...]
    verdicts: tuple[Verdict, ...]
    skips: tuple[Skip, ...]
    counts: Mapping[str, int]
    records: int
    drafts: int
    acts: int


def tally(cabinet: Cabinet, outcome: Outcome) -> Tally:
    """The tally of a cabinet that was judged whole."""
    records = cabinet.records.values()
    drafts = sum(record.is_draft for record in records)
    return Tally(
        frame=cabinet,
        as_of=outcome.as_of,
        findings=outcome.findings,
        verdicts=tuple(one for one in outcome.verdicts if one.status in (Status.WAITING, Status.BREACHED)),
        skips=outcome.skips,
        counts=Counter(verdict.status.value for verdict in outcome.verdicts),
        records=len(records) - drafts,
        drafts=drafts,
        acts=sum(len(record.acts) for record in records),
    )
