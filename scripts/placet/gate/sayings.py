"""A document of a ruling put into words: its acts, what it waits for, and how each rule judged it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from placet import messages, office
from placet.gate.ruling import Document
from placet.judge import Outcome
from placet.model import Cabinet, Regulation, Rule, Status, Verdict
from placet.report.lines import of_cabinet
from placet.standing import Standing


@dataclass(frozen=True, slots=True)
class Article:
    """The words by which something is demanded: regulation, article and what it says."""

    regulation: str
    number: int
    says: str


@dataclass(frozen=True, slots=True)
class Awaited:
    """What is awaited, from whom, until when, by which article; `blocks`: it must come before the number."""

    what: str
    who: str
    until: datetime | None
    article: Article
    blocks: bool


@dataclass(frozen=True, slots=True)
class Act:
    """One line of a slip: who did what in which post, on what evidence, and how it stands."""

    line: int
    act: str
    name: str
    post: str
    at: datetime
    grade: str
    opinion: str
    states: tuple[str, ...]
    fresh: bool


def awaited(cabinet: Cabinet, document: Document, as_of: datetime, lang: str) -> tuple[Awaited, ...]:
    """What a document waits for: first what must come before its number."""
    found = [one for verdict in document.verdicts for one in _awaited(cabinet, document, verdict, as_of, lang)]
    return tuple(sorted(found, key=lambda one: not one.blocks))


def _awaited(cabinet: Cabinet, document: Document, verdict: Verdict, as_of: datetime, lang: str) -> Iterator[Awaited]:
    if verdict.status is not Status.WAITING:
        return
    article = _article(cabinet, verdict)
    outcome = Outcome(as_of, (), (verdict,), (), {}, ())
    blocks = (verdict.regulation, verdict.rule) in document.blocking
    for line in of_cabinet(cabinet, outcome, lang, "").waiting:
        yield Awaited(line.what, line.who, line.until, article, blocks)


def judged(cabinet: Cabinet, document: Document, lang: str) -> list[tuple[str, Article, tuple[str, ...]]]:
    """How each rule that applies judged it: the status, the article, and the reasons."""
    return [
        (verdict.status.value, _article(cabinet, verdict), tuple(messages.text(one, lang) for one in verdict.reasons))
        for verdict in document.verdicts
        if verdict.status is not Status.NOT_APPLICABLE
    ]


def acts(cabinet: Cabinet, document: Document, lang: str) -> tuple[Act, ...]:
    """The lines of its slip in words."""
    return tuple(_act(cabinet, document, one, lang) for one in document.standings)


def _state(one: Standing) -> str:
    """Whether a line stands; one without evidence is a note, which nobody signed."""
    return ("valid" if one.grade else "noted") if one.valid else "invalid"


def _act(cabinet: Cabinet, document: Document, one: Standing, lang: str) -> Act:
    record = document.record
    assert record is not None
    unit, kind = cabinet.units[record.unit], cabinet.kinds[record.kind]
    known = kind.acts.get(one.act.act)
    states = [messages.label(f"gate-{_state(one)}", lang)]
    if one.withdrawn:
        states.append(messages.label("gate-withdrawn", lang, line=one.withdrawn_by))
    if one.delegation is not None:
        states.append(messages.label("gate-delegated", lang, post=office.title(unit, one.delegation.to)))
    if one.act.attested_by:
        key = f"signer-{one.act.attested_by}"
        name = messages.label(key, lang) if messages.has_label(key) else office.name(unit, one.act.attested_by)
        states.append(messages.label("gate-attested", lang, name=name))
    states += [messages.text(finding, lang) for finding in one.findings]
    return Act(
        line=one.act.line,
        act=known.title if known else one.act.act,
        name=office.name(unit, one.act.by),
        post=office.title(unit, one.act.post) if one.act.post else "",
        at=one.act.at,
        grade=messages.label(f"gate-grade-{one.act.evidence or 'none'}", lang),
        opinion=one.act.opinion,
        states=tuple(states),
        fresh=one.act.line in document.fresh,
    )


def _article(cabinet: Cabinet, verdict: Verdict) -> Article:
    regulation, rule = _rule(cabinet, verdict)
    return Article(regulation.title, verdict.article, rule.says)


def _rule(cabinet: Cabinet, verdict: Verdict) -> tuple[Regulation, Rule]:
    regulation = next(one for one in cabinet.regulations if one.path == verdict.regulation)
    return regulation, next(rule for rule in regulation.rules if rule.id == verdict.rule)
