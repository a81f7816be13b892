"""The stories of the Party school: its papers and its classes."""

from __future__ import annotations

from collections.abc import Callable

from tests.sample.office import Office
from tests.sample.party_school.stories.classes import classes
from tests.sample.party_school.stories.papers import papers

STORIES: tuple[Callable[[Office], None], ...] = (papers, classes)
