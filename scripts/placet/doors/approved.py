"""Which drafts are approved: every act that must come before the number is there, and nothing speaks against it."""

from __future__ import annotations

from datetime import datetime

from placet import messages
from placet.judge import judge
from placet.model import Cabinet, Level, Record, Status, Verdict
from placet.standing import NUMBER
from placet.tree import Tree


def ready(cabinet: Cabinet, tree: Tree, as_of: datetime) -> tuple[Record, ...]:
    """The approved drafts, the earliest last act first, then by path, so that the order is always the same.

    A draft of which no rule demands anything before its number was approved by nobody: it is left to a person.
    """
    outcome = judge(cabinet, as_of, tree=tree)
    before = {(one.regulation.path, one.rule.id) for one in outcome.rules if one.rule.before == NUMBER}
    verdicts = outcome.by_subject()
    faulty = {one.place.path for one in outcome.findings if messages.level(one.code) is Level.ERROR}
    found = [
        record
        for record in cabinet.records.values()
        if record.is_draft
        and not record.annulled
        and record.acts
        and faulty.isdisjoint((record.path, record.slip_path))
        and _is_met(verdicts.get(record.path, ()), before)
    ]
    return tuple(sorted(found, key=lambda one: (max(act.at for act in one.acts), one.path)))


def _is_met(verdicts: tuple[Verdict, ...], before: set[tuple[str, str]]) -> bool:
    """Whether the rules that bind before the number are met, at least one, and no rule at all is breached."""
    binding = [one for one in verdicts if (one.regulation, one.rule) in before]
    waiting = any(one.status is Status.WAITING for one in binding)
    breached = any(one.status is Status.BREACHED for one in verdicts)
    return not waiting and not breached and any(one.status is Status.MET for one in binding)
