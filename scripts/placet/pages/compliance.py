"""How the cabinet stands: verdict counts, breaches, findings, what could not be judged, and coverage by regulation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from placet import messages
from placet.model import Finding, Regulation
from placet.pages import dates
from placet.pages.grounds import Ground, short_title
from placet.pages.kept import SHEET, SHOWN, Judgements, items, judgements, kept_pages
from placet.pages.layout import page
from placet.pages.links import CODES, COMPLIANCE, code_page, compliance_page, href, kept_page, link, regulation_page
from placet.pages.page import Page
from placet.pages.view import View

#: What is counted of a regulation, with where its page lists it.
_COVERED = {"articles": "", "ruled": "rules", "unchecked": "unchecked", "open": "open", "rules": "rules"}
_COUNTED = (*SHOWN, *_COVERED)


def compliance_pages(view: View) -> dict[str, Page]:
    """Return the page of how the cabinet stands, one for each unit, and one for each version of a regulation."""
    found = judgements(view)
    rows = {regulation.path: _counts(regulation, found) for regulation in view.regulations}
    units = {regulation.unit: None for regulation in view.regulations} | dict.fromkeys(sorted(view.cabinet.units))
    made = {COMPLIANCE: _front(view, found, rows, list(units))}
    for unit in units:
        made[compliance_page(unit)] = _unit(view, unit, rows)
    return made | kept_pages(view, found)


def _title(view: View, unit: str) -> str:
    """A unit's title; regulations of no single unit hold in all."""
    return view.cabinet.units[unit].title if unit in view.cabinet.units else view.words("units-all")


def _counts(regulation: Regulation, found: Judgements) -> dict[str, int]:
    ruled = {rule.article for rule in regulation.rules}
    said = {entry.article for entry in regulation.unchecked} - ruled
    counts = {
        "articles": len(regulation.articles),
        "ruled": len(ruled),
        "unchecked": len(said),
        "open": len({article.number for article in regulation.articles} - ruled - said),
        "rules": len(regulation.rules),
    }
    for status in SHOWN:
        counts[status] = sum(
            len(found.get((regulation.path, rule.id), {}).get(status, ())) for rule in regulation.rules
        )
    return counts


def _front(view: View, found: Judgements, rows: Mapping[str, Mapping[str, int]], units: Sequence[str]) -> Page:
    words = view.words
    totals = {status: sum(counts[status] for counts in rows.values()) for status in SHOWN}
    table = [_unit_row(view, unit, rows) for unit in units]
    return page(
        "compliance",
        words("compliance"),
        "compliance",
        words,
        as_of=dates.moment(view.as_of, view.words),
        records=len(view.facts),
        figures=[
            (status, totals[status], "#breaches" if status == SHOWN[0] else "#units")
            for status in (SHOWN[2], SHOWN[1], SHOWN[0])
        ],
        breaches=_breaches(view, found),
        findings=[_finding(view, finding) for finding in view.outcome.findings],
        codes=link(href(COMPLIANCE, CODES), words("codes")),
        skips=_skips(view),
        heads=[words(f"column-{name}") for name in _COUNTED],
        units=table,
    )


def _unit_row(
    view: View, unit: str, rows: Mapping[str, Mapping[str, int]]
) -> tuple[Markup, list[tuple[str, int, str]]]:
    """A unit's figures, each linked to the unit's own page, where they stand regulation by regulation."""
    own = [counts for path, counts in rows.items() if view.regulation_by_path[path].unit == unit]
    address = href(COMPLIANCE, compliance_page(unit))
    cells = [(name, sum(counts[name] for counts in own), f"{address}#coverage") for name in _COUNTED]
    return link(address, _title(view, unit)), cells


def _unit(view: View, unit: str, rows: Mapping[str, Mapping[str, int]]) -> Page:
    source, words = compliance_page(unit), view.words
    own = [one for one in view.regulations if one.unit == unit]
    order = ("in-force", "pending", "superseded", "repealed")
    own.sort(key=lambda one: (order.index(view.standing_of(one)), one.id, one.in_force))
    title = words("compliance-of", unit=_title(view, unit))
    return page(
        "compliance-unit",
        title,
        "compliance",
        words,
        crumbs=[link(href(source, COMPLIANCE), words("compliance"))],
        title=title,
        heads=[words(f"column-{name}") for name in _COUNTED],
        rows=[_regulation_row(view, one, source, rows[one.path]) for one in own],
    )


def _regulation_row(view: View, regulation: Regulation, source: str, counts: Mapping[str, int]) -> dict[str, object]:
    kept = kept_page(regulation)
    addresses = {name: href(source, kept, anchor) for name, anchor in _COVERED.items()}
    addresses["articles"] = href(source, regulation_page(regulation))
    return {
        "link": link(href(source, kept), short_title(view, regulation)),
        "since": dates.day(regulation.in_force, view.words),
        "standing": view.standing_of(regulation),
        "cells": [(name, counts[name], addresses.get(name) or href(source, kept, "rules")) for name in _COUNTED],
    }


def _breaches(view: View, found: Judgements) -> list[tuple[Ground, Markup, str]]:
    """The rules that are breached: each with the records, or a way to them where they are many."""
    made = []
    for (path, rule), by_status in found.items():
        listed = by_status.get(SHOWN[0], ())
        if listed:
            more = href(COMPLIANCE, kept_page(view.regulation_by_path[path]), f"r-{rule}")
            made.append((view.grounds[path, rule], items(listed[:SHEET], ""), more if len(listed) > SHEET else ""))
    return made


def _finding(view: View, finding: Finding) -> tuple[Markup, object, str, str]:
    code = link(href(COMPLIANCE, code_page(finding.code)), finding.code)
    return code, finding.place, messages.text(finding, view.words.lang), messages.level(finding.code).value


def _skips(view: View) -> list[tuple[str, Markup, list[tuple[str, int]]]]:
    """What could not be judged, by the code of the reason: each reason in words with how often it was met."""
    by_code: dict[str, dict[str, int]] = {}
    for skip in view.outcome.skips:
        text = messages.say(skip.code, skip.args, view.words.lang)
        counts = by_code.setdefault(skip.code, {})
        counts[text] = counts.get(text, 0) + 1
    return [
        (code, link(href(COMPLIANCE, code_page(code)), code), sorted(counts.items()))
        for code, counts in sorted(by_code.items())
    ]
