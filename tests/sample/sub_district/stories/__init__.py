"""The stories of the street office, in the order they are told."""

from __future__ import annotations

from collections.abc import Callable

from tests.sample.office import Office
from tests.sample.sub_district.stories.monthly import reports, rooms
from tests.sample.sub_district.stories.rhythm import services
from tests.sample.sub_district.stories.telling import told


def papers(office: Office) -> None:
    """Documents, archives, secrets, seals, equipment, money and goods, and the minutes that decide on them."""
    told(office, "documents", "archives", "secrecy", "seals", "finance", "goods", "minutes")


STORIES: tuple[Callable[[Office], None], ...] = (papers, rooms, reports, services)
