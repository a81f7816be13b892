"""How the cabinet stands: verdict counts, breaches, findings, what could not be judged, coverage by regulation."""

from __future__ import annotations

from collections import Counter

from placet import messages
from placet.model import Regulation, Status, Verdict
from placet.pages import dates
from placet.pages.layout import page
from placet.pages.links import CODES, COMPLIANCE, code_page, href, link, regulation_page
from placet.pages.page import Page
from placet.pages.verdicts import VerdictRow, counts, verdict_row
from placet.pages.view import View
from placet.pages.waiting import subject


def compliance_pages(view: View) -> dict[str, Page]:
    """Return the compliance page."""
    breaches = [verdict for verdict in view.outcome.verdicts if verdict.status is Status.BREACHED]
    skips = Counter(messages.say(skip.code, skip.args, view.words.lang) for skip in view.outcome.skips)
    lang = view.words.lang
    return {
        COMPLIANCE: page(
            "compliance",
            view.words("compliance"),
            "compliance",
            words=view.words,
            as_of=dates.moment(view.as_of),
            records=len(view.records),
            counts=counts(tuple(view.outcome.verdicts)),
            breaches=[(subject(view, COMPLIANCE, verdict), _row(view, verdict)) for verdict in breaches],
            findings=[
                (
                    link(href(COMPLIANCE, code_page(finding.code)), finding.code),
                    finding.place,
                    messages.text(finding, lang),
                    messages.level(finding.code).value,
                )
                for finding in view.outcome.findings
            ],
            codes=link(href(COMPLIANCE, CODES), view.words("codes")),
            skips=sorted(skips.items()),
            coverage=[_coverage(view, regulation) for regulation in view.regulations],
        )
    }


def _row(view: View, verdict: Verdict) -> VerdictRow:
    card = view.cards.get(verdict.subject)
    unit = verdict.subject.removeprefix("records/").split("/")[0]
    return verdict_row(view, COMPLIANCE, view.cabinet.units[unit], view.kind_of(card) if card else None, verdict)


def _coverage(view: View, regulation: Regulation) -> dict[str, object]:
    ruled = {rule.article for rule in regulation.rules}
    said = {entry.article for entry in regulation.unchecked} - ruled
    verdicts = tuple(v for v in view.outcome.verdicts if view.regulation_of(v) is regulation)
    return {
        "link": link(href(COMPLIANCE, regulation_page(regulation)), regulation.title),
        "since": dates.day(regulation.in_force),
        "standing": view.standing_of(regulation),
        "articles": len(regulation.articles),
        "ruled": len(ruled),
        "unchecked": len(said),
        "open": len({article.number for article in regulation.articles} - ruled - said),
        "rules": len(regulation.rules),
        "counts": counts(verdicts),
    }
