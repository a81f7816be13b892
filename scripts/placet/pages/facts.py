"""A record's facts: all that pages about many records need of one, so that those pages never open the record itself."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from placet.model import Record, Status, Verdict
from placet.pages.card import Card
from placet.pages.columns import cells
from placet.pages.judged import Awaited, Judged, awaited_by, judged, overdue_by
from placet.pages.regulations.adoption import Adoption, adoptions
from placet.pages.regulations.uses import Named, cited_by, judged_by
from placet.pages.retention import Kept, disposes, kept
from placet.pages.sitting import Sitting, sitting
from placet.pages.spent import Spent, spent
from placet.pages.steps import Step, steps_of
from placet.rules.context import zone_of
from placet.standing import NUMBER

if TYPE_CHECKING:
    from placet.pages.view import View


class Facts(msgspec.Struct, frozen=True, array_like=True):
    """A record's card, and what lists, tables, counts and pictures take from it: plain values that pack.

    `worst` is its gravest verdict: breached, waiting, met, or "" where no rule applies; `cells`
    are what it shows in the columns of its register (see `pages/columns.py`).
    `judged_by` are the articles that rule on it, `cites` those its text cites, `adopts` what it proves, being minutes,
    of regulations. `judged` are the verdicts of the rules that apply, `awaited` what they wait for; `steps` are those
    from the first act to the number, `sitting` the meeting it tells of, being minutes, `spent` what it says was spent,
    `numbered` when it was given its number; `kept` until when it must be kept, `disposes` what records it disposes of.
    """

    card: Card
    worst: str
    cells: tuple[str, ...]
    judged_by: Named
    cites: Named
    adopts: tuple[Adoption, ...]
    judged: tuple[Judged, ...] = ()
    awaited: tuple[Awaited, ...] = ()
    steps: tuple[Step, ...] = ()
    sitting: Sitting | None = None
    spent: Spent | None = None
    numbered: datetime | None = None
    kept: Kept | None = None
    disposes: tuple[str, ...] = ()


def facts_of(view: View, record: Record) -> Facts:
    """Return the facts of a record of this view."""
    kind, verdicts = view.kind_of(record), view.verdicts.get(record.path, ())
    return Facts(
        card=view.cards[record.path],
        worst=(view.worst(record.path) or ""),
        cells=cells(view, record),
        judged_by=judged_by(view, record),
        cites=cited_by(view, record),
        adopts=adoptions(view, record),
        judged=judged(verdicts),
        awaited=tuple(wait for one in verdicts for wait in (*awaited_by(one), *_overdue(view, record, one))),
        steps=steps_of(view.outcome.standings.get(record.path, ()), kind),
        sitting=sitting(record, kind, view.unit_of(record)),
        spent=spent(record, kind),
        numbered=max((act.at for act in record.acts if act.act == NUMBER), default=None),
        kept=kept(view, record),
        disposes=disposes(view, record, kind),
    )


def _overdue(view: View, record: Record, verdict: Verdict) -> tuple[Awaited, ...]:
    rule = view.rule_on.get((verdict.regulation, verdict.rule, record.unit, record.kind))
    if rule is None or record.annulled or verdict.status is not Status.BREACHED:
        return ()
    return overdue_by(verdict, rule, record, zone_of(view.cabinet.config))
