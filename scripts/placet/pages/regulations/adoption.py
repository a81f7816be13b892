"""How a version was adopted: the meeting, its chair and decision as the minutes have them, and whether that holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from placet import office
from placet.checks.adoption import approval
from placet.model import Kind, Record, Regulation, Status

if TYPE_CHECKING:
    from placet.pages.view import View


class Adoption(msgspec.Struct, frozen=True, array_like=True):
    """What minutes prove of the version at `regulation`.

    `chair` and `body` are names; `decision` is the item that approves it, as the minutes word it, and `outcome` how it
    was decided. `evidence` is the grade of the chair's own valid act. `doubts` are keys of what does not hold; where
    there are none, the adoption is verified.
    """

    regulation: str
    body: str
    chair: str
    decision: str
    outcome: str
    evidence: str
    doubts: tuple[str, ...]


def adoptions(view: View, minutes: Record) -> tuple[Adoption, ...]:
    """Return what these minutes prove of each version that names them as its adoption."""
    return tuple(_adoption(view, minutes, regulation) for regulation in view.adopting.get(minutes.ref, ()))


def _adoption(view: View, minutes: Record, regulation: Regulation) -> Adoption:
    unit, kind = view.unit_of(minutes), view.kind_of(minutes)
    meeting = kind.meeting
    body = str(minutes.fields.get(meeting.body, "")) if meeting else ""
    chair = str(minutes.fields.get(meeting.chair, "")) if meeting and meeting.chair else ""
    decision, outcome = approval(minutes, kind, unit, regulation.title)
    evidence = _evidence(view, minutes, chair)
    return Adoption(
        regulation=regulation.path,
        body=unit.bodies[body].title if body in unit.bodies else body,
        chair=office.name(unit, chair) if chair else "",
        decision=decision,
        outcome=_outcome(kind, outcome),
        evidence=evidence,
        doubts=tuple(_doubts(view, minutes, regulation, body, decision, evidence)),
    )


def _doubts(view: View, minutes: Record, regulation: Regulation, body: str, decision: str, evidence: str) -> list[str]:
    day = view.cards[minutes.path].day
    found = {
        "doubt-body": body != regulation.adopted.get("by"),
        "doubt-decision": not decision,
        "doubt-day": day is None or day > regulation.in_force,
        "doubt-signature": not evidence,
        "doubt-annulled": bool(minutes.annulled),
        "doubt-breach": view.worst(minutes.path) == Status.BREACHED,
    }
    return [doubt for doubt, holds in found.items() if holds]


def _evidence(view: View, minutes: Record, chair: str) -> str:
    """The grade of the chair's own act that stands, "" where there is none."""
    valid = {standing.act.line for standing in view.outcome.standings.get(minutes.path, ()) if standing.valid}
    return next((act.evidence for act in reversed(minutes.acts) if act.by == chair and act.line in valid), "")


def _outcome(kind: Kind, outcome: str) -> str:
    """How the minutes' kind calls an outcome."""
    field = kind.fields.get(kind.meeting.decisions) if kind.meeting else None
    parts = field.items.properties if field and field.items else {}
    titles = (part.choice_titles.get(outcome) for part in parts.values())
    return next((title for title in titles if title), outcome)
