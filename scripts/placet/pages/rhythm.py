"""Whether rhythms are kept: the verdicts on registers, period by period, as rows of cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from placet.model import Status, Verdict
from placet.pages import dates
from placet.pages.chart import Chart, Row, Value, cells
from placet.pages.view import View

#: What stands in a cell besides its colour.
SIGNS = {Status.MET.value: "✓", Status.WAITING.value: "…", Status.BREACHED.value: "✗", "none": ""}
#: How many periods a year has, by the mark in a period's name.
_PERIODS = {"-Q": 4, "-H": 2, "-": 12}


def rhythm_verdicts(view: View) -> Mapping[tuple[str, str], list[Verdict]]:
    """Return the verdicts on periods that are judged, by regulation and rule, in the order of the periods."""
    found: dict[tuple[str, str], list[Verdict]] = defaultdict(list)
    for verdict in view.outcome.verdicts:
        if verdict.period and verdict.status is not Status.NOT_APPLICABLE:
            found[verdict.regulation, verdict.rule].append(verdict)
    return {key: sorted(verdicts, key=lambda one: one.period) for key, verdicts in found.items()}


def kept_by_year(view: View, name: str, title: str, found: Sequence[Verdict]) -> Chart:
    """Return one rule's periods as a chart, a row for each year, the latest first."""
    years: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in found:
        years[verdict.period[:4]].append(verdict)
    rows = [kept_row(view, view.words("year", year=year), verdicts) for year, verdicts in sorted(years.items())[::-1]]
    return cells(name, title, said(view, found), rows, SIGNS)


def kept_row(view: View, label: str, found: Sequence[Verdict]) -> Row:
    """Return some periods of one rule as a row of cells, with how many of those that are over were kept."""
    over, kept = _over(found)
    slots = {_slot(one.period): _cell(view, one) for one in found}
    many = next((count for mark, count in _PERIODS.items() if mark in found[0].period[4:]), 1)
    none = Value(1, "none", "")
    return Row(label, f"{kept}/{over}", tuple(slots.get(place, none) for place in range(many)))


def _slot(period: str) -> int:
    """Which of its year's periods one is, from 0."""
    return int(period[4:].lstrip("-QH") or "1") - 1


def kept_of(view: View, found: Sequence[Verdict]) -> str:
    """Return how many of the periods that are over were kept."""
    over, kept = _over(found)
    return view.words("rhythm-kept", kept=kept, over=over)


def _over(found: Sequence[Verdict]) -> tuple[int, int]:
    """How many of the periods are over, and how many of these were kept."""
    over = [one for one in found if one.status is not Status.WAITING]
    return len(over), sum(one.status is Status.MET for one in over)


def said(view: View, found: Sequence[Verdict]) -> str:
    """Return in a sentence how a rhythm was kept, and the periods in which it was not."""
    missed = [dates.period(one.period, view.words) for one in found if one.status is Status.BREACHED]
    told = kept_of(view, found)
    said = view.words("rhythm-missed", periods=view.words("list-and").join(missed))
    return f"{told} {said}" if missed else told


def _cell(view: View, verdict: Verdict) -> Value:
    status = verdict.status.value
    return Value(1, status, f"{dates.period(verdict.period, view.words)} {view.words(status)}")
