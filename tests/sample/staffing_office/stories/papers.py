"""Everything but the minutes: posts, secrets, archives, talks, study, money, visitors, duty."""

from __future__ import annotations

from tests.sample.hands import words
from tests.sample.office import Office
from tests.sample.scripted import Named, written

UNIT = "staffing-office"
_POOLS = ("posts", "files", "people", "learning", "money", "service")


def papers(office: Office) -> Named:
    """Every register but the minutes, entry by entry; returns what the minutes call the papers they decide on."""
    rng, named = office.rng("staffing papers"), Named()
    for pool in _POOLS:
        for entry in words(pool, "staffing_office"):
            written(office, UNIT, entry, named, rng)
    return named
