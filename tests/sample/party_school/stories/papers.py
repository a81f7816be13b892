"""Plans, lectures, statistics, rules and change orders of the school, and the minutes of its committee."""

from __future__ import annotations

from tests.sample.hands import words
from tests.sample.office import Office
from tests.sample.scripted import Named, written

UNIT = "party-school"
#: The minutes come last, once what they decide on has been written.
_POOLS = ("papers", "meetings")


def papers(office: Office) -> None:
    """Every register that is written out entry by entry."""
    rng, named = office.rng("school papers"), Named()
    for pool in _POOLS:
        for entry in words(pool, "party_school"):
            written(office, UNIT, entry, named, rng)
