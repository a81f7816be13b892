"""A ruling in a few lines for a terminal: what a clerk reads when a push or a commit is refused."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from placet import messages
from placet.gate import Outcome, Ruling
from placet.gate.escape import visible
from placet.gate.ruling import Explained
from placet.gate.sayings import awaited
from placet.model import Finding, Level
from placet.report import github
from placet.report.lines import Line, Report

#: A push is answered in one screen: so many findings, and so many characters a line.
MOST_FINDINGS, WIDEST = 8, 300
_CUT = "…"


def lines(ruling: Ruling, lang: str, what: str) -> tuple[str, ...]:
    """The ruling on `what` (a branch, or what is about to be committed), without any steering character."""
    key = "gate-rejected" if ruling.outcome is Outcome.REFUSED else f"gate-{ruling.outcome.value}"
    head = messages.label("door-head", lang, what=visible(what), outcome=messages.label(key, lang))
    told = tuple(_awaited(ruling, lang))
    awaited_head = (messages.label("door-awaited", lang),) if told else ()
    return (head, *listed((*ruling.refusals, *ruling.waits), lang), *awaited_head, *told)


def _awaited(ruling: Ruling, lang: str) -> Iterator[str]:
    """Who must act before a document may have its number, for the documents that wait and are not refused."""
    if ruling.outcome is not Outcome.WAITING or ruling.cabinet is None:
        return
    for document in ruling.documents[:MOST_FINDINGS]:
        found = awaited(ruling.cabinet, document, ruling.as_of, lang) if document.record else ()
        for one in (one for one in found if one.blocks):
            article = messages.label("door-article", lang, title=one.article.regulation, article=one.article.number)
            who = messages.label("gate-by", lang, who=one.who) if one.who else ""
            yield _short(f"· {document.title}: {one.what}{who} — {article}")


def listed(findings: Sequence[Finding], lang: str) -> Iterator[str]:
    """Findings as numbered lines, each with its reasons and what to do about it."""
    for number, finding in enumerate(findings[:MOST_FINDINGS], 1):
        place = ":".join([finding.place.path, *([str(finding.place.line)] if finding.place.line else [])])
        message = messages.text(finding, lang)
        where = f"{place} " if place and finding.place.path not in message else ""
        yield _short(f"{number}. {finding.code} {where}{message}")
        for reason in finding.reasons if isinstance(finding, Explained) else ():
            yield _short(f"   - {messages.text(reason, lang)}")
        advice = messages.help(finding.code, lang, finding.args)
        if advice:
            yield _short(f"   {messages.label('help', lang)}{advice}")
    if len(findings) > MOST_FINDINGS:
        yield messages.label("gate-more", lang, count=len(findings) - MOST_FINDINGS)


def commands(ruling: Ruling, lang: str) -> str:
    """The ruling as GitHub's workflow commands, at most ten of each level: refusals are errors, waits warnings."""
    weighed = (
        *((finding, Level.ERROR) for finding in ruling.refusals),
        *((finding, Level.WARNING) for finding in ruling.waits),
    )
    worded = tuple(_line(finding, level, lang) for finding, level in weighed)
    return github.write(Report(lang, ruling.head, "", ruling.as_of, worded))


def _line(finding: Finding, level: Level, lang: str) -> Line:
    reasons = finding.reasons if isinstance(finding, Explained) else ()
    told = [messages.text(one, lang) for one in (finding, *reasons)]
    return Line(
        code=finding.code,
        name=messages.entry(finding.code).name,
        level=level,
        message="\n".join(visible(one) for one in told),
        place=finding.place,
        quote=visible(finding.quote),
        help=visible(messages.help(finding.code, lang, finding.args)),
    )


def _short(text: str) -> str:
    shown = visible(text)
    return shown if len(shown) <= WIDEST else shown[: WIDEST - 1] + _CUT
