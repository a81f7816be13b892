"""The stories that fill the registers, in the order they are told: minutes come last, when every agenda is full."""

from __future__ import annotations

from collections.abc import Callable

from tests.sample.office import Office
from tests.sample.stories.archive import access, loans, training, transfers
from tests.sample.stories.assets import assets
from tests.sample.stories.attendance import attendance, discipline, duty
from tests.sample.stories.bylaws import bylaws
from tests.sample.stories.changes import changes
from tests.sample.stories.conduct import conduct, practice
from tests.sample.stories.control import control
from tests.sample.stories.expenses import expenses
from tests.sample.stories.housekeeping import closing_checks, printing
from tests.sample.stories.incoming import incoming
from tests.sample.stories.learning import learning
from tests.sample.stories.leave import leaves, outings, overtime, plans
from tests.sample.stories.ledgers import cash, checks, notices, union
from tests.sample.stories.masses import masses
from tests.sample.stories.minutes import minutes
from tests.sample.stories.outgoing import outgoing
from tests.sample.stories.party import party
from tests.sample.stories.purchases import purchases
from tests.sample.stories.reception import reception
from tests.sample.stories.seals import seals
from tests.sample.stories.sealuse import seal_use
from tests.sample.stories.shelves import shelves
from tests.sample.stories.travel import travel
from tests.sample.stories.units import units
from tests.sample.stories.vehicles import vehicles

STORIES: tuple[Callable[[Office], None], ...] = (
    seals,
    outgoing,
    incoming,
    seal_use,
    training,
    loans,
    access,
    transfers,
    expenses,
    union,
    purchases,
    cash,
    assets,
    checks,
    notices,
    leaves,
    outings,
    overtime,
    plans,
    attendance,
    duty,
    discipline,
    changes,
    shelves,
    bylaws,
    practice,
    party,
    minutes,
    reception,
    travel,
    units,
    vehicles,
    printing,
    closing_checks,
    control,
    masses,
    learning,
    conduct,
)
