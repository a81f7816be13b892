"""The stories of the broadcasting office: its papers and its monthly reports."""

from __future__ import annotations

from collections.abc import Callable

from tests.sample.office import Office
from tests.sample.station.stories.papers import papers
from tests.sample.station.stories.reports import reports

STORIES: tuple[Callable[[Office], None], ...] = (papers, reports)
