"""How long each act of a slip took to come, counted from the act before it: where papers wait."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import pairwise

from placet.model import Kind
from placet.standing import NUMBER, Standing

_MINUTE = timedelta(minutes=1)

#: An act and the minutes from the one before it.
Step = tuple[str, int]


def steps_of(standings: Sequence[Standing], kind: Kind) -> tuple[Step, ...]:
    """Return the steps from the first act of a slip to the one that numbers it, none for a paper not yet numbered.

    Acts that do not stand, that were taken back, objections and corrections are no steps: nobody waits for them.
    """
    # They stand in the order of their lines, which is kept among those of one moment.
    acts = sorted([one.act for one in standings if _moves(one, kind)], key=lambda act: act.at)
    last = next((place for place, act in enumerate(acts) if act.act == NUMBER), 0)
    return tuple([(act.act, (act.at - before.at) // _MINUTE) for before, act in pairwise(acts[: last + 1])])


def _moves(one: Standing, kind: Kind) -> bool:
    declared = kind.acts.get(one.act.act)
    aside = declared is not None and (declared.objection or declared.correction)
    return one.valid and not one.withdrawn and not aside


def total(steps: Iterable[Step]) -> int:
    """Return the minutes from the first act to the last."""
    return sum(minutes for _, minutes in steps)
