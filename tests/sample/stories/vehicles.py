"""Vehicles: the cars and their cards, who drove where, rentals, repairs, inspections, holidays."""

from __future__ import annotations

from tests.sample.office import Office
from tests.sample.stories.told import tell


def vehicles(office: Office) -> None:
    """Every paper of the cars, told one by one."""
    tell(office, "vehicles")
