"""A certificate in words: the conclusion first, then every act, every rule, what is proved and what is not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from placet import messages
from placet.messages.phrases import Phrases
from placet.model import Appointment, Delegation, Finding, Key
from placet.proof.certificate import ActProof, Certificate, RuleProof
from placet.proof.statements import Statement, proved, unproved
from placet.report.text import place, visible

_SHORT = 12


def write(found: Certificate, lang: str) -> str:
    """The whole certificate, ending with a newline; control characters out of documents are shown escaped."""
    return visible(_lines(found, Phrases("prf", lang)))


def refusal(path: str, findings: tuple[Finding, ...], lang: str) -> str:
    """What is said of a document that cannot be read."""
    say = Phrases("prf", lang)
    return visible([say("unreadable", path=path), *(f"  {_fault(finding, lang)}" for finding in findings)])


def _lines(found: Certificate, say: Phrases) -> Iterator[str]:
    record = found.record
    yield say("head", title=record.title, number=found.number or say("no-number"))
    yield say("file", path=record.path, origin=found.origin)
    yield say("identity", id=record.id, document=record.document)
    yield say("conclusion", conclusion=say(found.conclusion.value))
    yield ""
    yield say("acts", count=len(found.acts))
    for act in found.acts:
        yield from _act(act, say)
    if found.rules:
        yield ""
        yield say("rules", count=len(found.rules))
        for rule in found.rules:
            yield from _rule(rule, say)
    if found.findings:
        yield ""
        yield say("faults", count=len(found.findings))
        yield from (f"  {_fault(finding, say.lang)}" for finding in found.findings)
    yield from _said("proved-head", proved(found), say)
    yield from _said("unproved-head", unproved(found), say)


def _act(act: ActProof, say: Phrases) -> Iterator[str]:
    made = act.standing.act
    yield say("act", line=made.line, act=act.title, name=act.name, at=_moment(made.at), state=say(act.state.value))
    if made.opinion:
        yield say("opinion", opinion=made.opinion)
    yield from (say("data", title=title, value=_value(value, say)) for title, value in act.data)
    if act.appointment:
        held = {"post": act.post, "basis": act.appointment.basis or "—", "span": _span(act.appointment, say)}
        if act.delegation:
            span, basis = _span(act.delegation, say), act.delegation.basis or "—"
            yield say("delegated", **(held | {"basis": basis, "span": span}))
        else:
            yield say("appointed", **held)
    if act.standing.grade:
        yield say(
            f"grade-{act.standing.grade}", signer=act.signer or say("gate"), scan=made.scan.file if made.scan else "—"
        )
    if act.key:
        revoked = say("revoked", at=_moment(act.key.revoked)) if act.key.revoked else ""
        yield say("key", key=act.standing.fingerprint, span=_span(act.key, say) + revoked)
    if act.standing.fingerprint:
        lines = "、".join(map(str, act.sees))
        yield say("saw", lines=lines) if lines else say("saw-none")
    if act.entry:
        yield say("entered", commit=act.entry.commit[:_SHORT], at=_moment(act.entry.at.astimezone(made.at.tzinfo)))
    yield from (f"      {_fault(finding, say.lang)}" for finding in act.findings)


def _rule(rule: RuleProof, say: Phrases) -> Iterator[str]:
    regulation = rule.regulation
    status = messages.label(rule.verdict.status.value, say.lang)
    words = {"title": regulation.title, "article": rule.article, "says": rule.rule.says}
    yield say("rule", status=status, in_force=regulation.in_force.isoformat(), **words)
    if rule.verdict.rests_on:
        yield say("rests-on", refs="、".join(rule.verdict.rests_on))
    yield from (f"      {messages.text(reason, say.lang)}" for reason in rule.verdict.reasons)


def _said(head: str, statements: tuple[Statement, ...], say: Phrases) -> Iterator[str]:
    if statements:
        yield ""
        yield say(head)
        yield from (f"  - {sentence(one, say)}" for one in statements)


def sentence(one: Statement, say: Phrases) -> str:
    """A statement in words."""
    words = dict(one.words)
    if words.get("signer") == "":
        words["signer"] = say("gate")
    return say(one.key, **words)


def _value(value: object, say: Phrases) -> str:
    if isinstance(value, bool):
        return say("yes" if value else "no")
    if isinstance(value, tuple):
        return "、".join(_value(item, say) for item in value)
    return _moment(value) if isinstance(value, datetime) else str(value)


def _fault(finding: Finding, lang: str) -> str:
    level = messages.label(messages.level(finding.code), lang)
    return f"{place(finding.place)}: {level} {finding.code} {messages.text(finding, lang)}"


def _span(entry: Appointment | Delegation | Key, say: Phrases) -> str:
    until = entry.until.isoformat() if entry.until else say("open")
    return say("span", since=entry.since.isoformat(), until=until)


def _moment(value: datetime) -> str:
    return value.strftime("%Y-%m-%d %H:%M")
