"""The stories of the establishment office: its papers, and then the meetings that decided on them."""

from __future__ import annotations

from collections.abc import Callable

from tests.sample.office import Office
from tests.sample.staffing_office.stories.meetings import meetings
from tests.sample.staffing_office.stories.papers import papers


def year_and_a_half(office: Office) -> None:
    """From the adoption of its regulations in December 2024 to the stopped clock."""
    meetings(office, papers(office))


STORIES: tuple[Callable[[Office], None], ...] = (year_and_a_half,)
