"""What waits: every open verdict, gathered under the post or person it waits for, the most urgent first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from markupsafe import Markup

from placet.model import Record, Status, Unit, Verdict, Wait
from placet.pages import dates
from placet.pages.layout import page
from placet.pages.links import WAITING, href, link, register_page
from placet.pages.values import Printer
from placet.pages.verdicts import VerdictRow, WaitRow, awaited, verdict_row, wait_row
from placet.pages.view import View


@dataclass(frozen=True)
class Item:
    """One thing awaited: of whom (any of them may do it), on what, until when, and the rules that ask for it."""

    whom: tuple[str, ...]
    subject: Markup
    wait: WaitRow
    until: datetime | None
    verdicts: tuple[VerdictRow, ...]

    @property
    def urgency(self) -> tuple[bool, str]:
        """The order of urgency: the nearest limit first, what has none last."""
        return (self.until is None, self.until.isoformat() if self.until else "")


def waiting_pages(view: View) -> dict[str, str]:
    """Return the page of what waits for whom until when."""
    found = items(view, WAITING)
    groups: dict[str, list[Item]] = defaultdict(list)
    for item in found:
        for who in item.whom:
            groups[who].append(item)
    settings = {"hide": ["navigation"], "search": {"exclude": True}}
    return {
        WAITING: page(
            "waiting",
            view.words("waiting"),
            settings,
            words=view.words,
            groups=sorted(groups.items(), key=lambda group: (group[1][0].urgency, group[0])),
            total=len(found),
            overdue=sum(item.wait.overdue for item in found),
            as_of=dates.moment(view.as_of),
        )
    }


def items(view: View, source: str) -> list[Item]:
    """Return everything awaited, the most urgent first, as seen from page `source`.

    Several rules that wait for the same of the same on the same record are one item, with the nearest of their limits.
    """
    found: dict[tuple[tuple[str, ...], str, str], Item] = {}
    for verdict in view.outcome.verdicts:
        for item in _of_verdict(view, source, verdict) if verdict.status is Status.WAITING else ():
            key = (item.whom, str(item.subject), item.wait.what)
            found[key] = _merged(found[key], item) if key in found else item
    return sorted(found.values(), key=lambda item: (item.urgency, item.subject, item.wait.what))


def _merged(one: Item, other: Item) -> Item:
    first = min(one, other, key=lambda item: item.urgency)
    return replace(first, verdicts=tuple(dict.fromkeys((*one.verdicts, *other.verdicts))))


def _of_verdict(view: View, source: str, verdict: Verdict) -> Iterator[Item]:
    record = view.cabinet.records.get(verdict.subject)
    unit = _unit(view, verdict, record)
    kind = view.kind_of(record) if record else None
    row = verdict_row(view, source, unit, kind, verdict)
    for wait in verdict.waits or (Wait(view.words("unnamed-wait")),):
        whom = awaited(view, unit, wait, verdict.period)
        yield Item(
            whom, subject(view, source, verdict), wait_row(view, unit, kind, wait, verdict.period), wait.until, (row,)
        )


def _unit(view: View, verdict: Verdict, record: Record | None) -> Unit:
    return view.cabinet.units[record.unit if record else verdict.subject.removeprefix("records/").split("/")[0]]


def subject(view: View, source: str, verdict: Verdict) -> Markup:
    """Return a link to what a verdict judged: a record, or a register with the period."""
    record = view.cabinet.records.get(verdict.subject)
    if record:
        return Printer(view, source, view.unit_of(record)).record_link(record)
    path = verdict.subject.removeprefix("records/").removesuffix("/register.yaml").strip("/")
    register = view.cabinet.registers.get(path)
    named = f" {dates.period(verdict.period, view.words)}" if verdict.period else ""
    name = f"{register.title if register else path}{named}"
    return link(href(source, register_page(register)), name) if register else Markup("{}").format(name)
