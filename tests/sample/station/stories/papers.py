"""Spending, accounts, tickets, trips and cash of the stations, and the minutes of the directors' meeting."""

from __future__ import annotations

from tests.sample.hands import words
from tests.sample.office import Office
from tests.sample.scripted import Named, written

UNIT = "station"
#: The minutes come last, once what they decide on has been written.
_POOLS = ("spending", "custody", "meetings")


def papers(office: Office) -> None:
    """Every register that is written out entry by entry."""
    rng, named = office.rng("station papers"), Named()
    for pool in _POOLS:
        for entry in words(pool, "station"):
            written(office, UNIT, entry, named, rng)
