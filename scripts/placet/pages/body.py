"""A page for each meeting body: who sits in it, its meetings and decisions, and whether it keeps its rhythm."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from placet import office
from placet.model import Body, Unit, Verdict
from placet.pages import dates
from placet.pages.chart import Chart
from placet.pages.deciding import decided, rhythms
from placet.pages.facts import Facts
from placet.pages.grounds import Ground, ground, root
from placet.pages.layout import page
from placet.pages.links import body_page, href, link, post_page, register_page, unit_page, year_page
from placet.pages.page import Page
from placet.pages.rhythm import kept_by_year, rhythm_verdicts
from placet.pages.sitting import Sitting
from placet.pages.values import Printer
from placet.pages.view import View
from placet.rules.compile import Compiled

#: Meetings shown; older ones are in their register.
_SHOWN = 100
_PARTS = ("chair", "voting", "observers", "convenes")


@dataclass(frozen=True)
class MeetingRow:
    """A meeting as printed: its minutes, its day, how many were there, and what was decided on what."""

    link: Markup
    day: str
    present: int
    members: int
    decisions: tuple[tuple[str, Markup, str], ...]


@dataclass(frozen=True)
class RhythmRow:
    """A rule on how often a body meets, and how it was kept; no chart before its first period."""

    ground: Ground
    chart: Chart | None


def body_pages(view: View) -> dict[str, Page]:
    """Return the page of each meeting body, by path."""
    found = meetings(view)
    kept = rhythm_verdicts(view)
    return {
        body_page(unit.id, body.id): _page(view, unit, body, found.get((unit.id, body.id), []), kept)
        for _, unit in sorted(view.cabinet.units.items())
        for body in unit.bodies.values()
    }


def meetings(view: View) -> Mapping[tuple[str, str], list[Facts]]:
    """Return the minutes of each unit's bodies, the newest first."""
    found: dict[tuple[str, str], list[Facts]] = {}
    newest = {card.path: None for card in view.newest([f.card for f in view.facts.values() if f.sitting])}
    for path in newest:
        facts = view.facts[path]
        if facts.sitting and not facts.card.annulled:
            found.setdefault((facts.card.unit, facts.sitting.body), []).append(facts)
    return found


def _page(
    view: View, unit: Unit, body: Body, found: Sequence[Facts], kept: Mapping[tuple[str, str], Sequence[Verdict]]
) -> Page:
    source = body_page(unit.id, body.id)
    years = dict.fromkeys((one.card.register, one.card.year) for one in found[_SHOWN:])
    share = f"{body.quorum * 100:.0f}%"
    return page(
        "body",
        f"{body.title} {unit.title}",
        "units",
        view.words,
        root=root(source),
        crumbs=[
            link(href(source, unit_page(unit.id)), unit.title),
            link(href(source, unit_page(unit.id), "bodies"), view.words("bodies")),
        ],
        title=body.title,
        composition=_composition(view, unit, body, source),
        quorum=view.words("quorum-from" if body.quorum_inclusive else "quorum-over", share=share),
        rhythms=[
            _rhythm(view, number, rule, kept) for number, rule in enumerate(rhythms(unit, body.id, view.outcome.rules))
        ],
        total=len(found),
        meetings=[_meeting(view, one, one.sitting, source) for one in found[:_SHOWN] if one.sitting],
        older=max(0, len(found) - _SHOWN),
        registers=[_year(view, path, year, source) for path, year in years],
        decides=_decides(view, unit, body, source),
    )


def _composition(view: View, unit: Unit, body: Body, source: str) -> list[tuple[str, list[Markup]]]:
    """The parts of a body, each with its posts and who holds them today."""
    posts = {"chair": body.chair, "voting": body.voting, "observers": body.observers}
    posts["convenes"] = (body.convenes,) if body.convenes else ()
    return [
        (view.words(part), [_post(view, unit, one, source) for one in posts[part]]) for part in _PARTS if posts[part]
    ]


def _post(view: View, unit: Unit, post: str, source: str) -> Markup:
    names = view.words("list-and").join(office.name(unit, person) for person in office.holders(unit, post, view.today))
    linked = link(href(source, post_page(unit.id, post)), office.title(unit, post))
    return Markup("{} {}").format(linked, names) if names else linked


def _rhythm(view: View, number: int, rule: Compiled, kept: Mapping[tuple[str, str], Sequence[Verdict]]) -> RhythmRow:
    found = kept.get((rule.regulation.path, rule.rule.id), ())
    chart = kept_by_year(view, f"rhythm-{number}", rule.rule.says, found) if found else None
    return RhythmRow(ground(view, rule.regulation, rule.rule), chart)


def _meeting(view: View, facts: Facts, sitting: Sitting, source: str) -> MeetingRow:
    printer = Printer(view, source, view.unit_of(facts.card))
    return MeetingRow(
        link=printer.record_link(facts.card),
        day=dates.day(facts.card.day, view.words) if facts.card.day else "",
        present=sitting.present,
        members=sitting.members,
        decisions=tuple(
            (one.matter, printer.record(one.record) if one.record else Markup(), one.outcome)
            for one in sitting.decisions
        ),
    )


def _year(view: View, path: str, year: int | None, source: str) -> Markup:
    register = view.cabinet.registers[path]
    if year is None:
        return link(href(source, register_page(register)), register.title)
    return link(href(source, year_page(register, year)), f"{register.title} {view.words('year', year=year)}")


def _decides(view: View, unit: Unit, body: Body, source: str) -> list[tuple[Markup, Ground]]:
    """The rules in force that send papers of a register to the body."""
    rows = []
    for rule in decided(unit, body.id, view.outcome.rules, view.today):
        registers = [one for one in view.cabinet.registers.values() if (one.unit, one.kind) == (unit.id, rule.kind.id)]
        links = (link(href(source, register_page(one)), one.title) for one in registers)
        rows.append((escape(view.words("list-and")).join(links), ground(view, rule.regulation, rule.rule)))
    return rows
