"""What is proved of one document, as values: every act with its holding, key and entry, every rule with its words.

Nothing here reads a file or words a sentence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from placet import messages, numbers, office
from placet.history import Entry
from placet.holding import GATE
from placet.model import (
    Appointment,
    Cabinet,
    Delegation,
    Field,
    Finding,
    Key,
    Level,
    Record,
    Regulation,
    Rule,
    Status,
    Unit,
    Verdict,
)
from placet.signing.publickeys import SignatureError, fingerprint
from placet.standing import Standing


class Conclusion(StrEnum):
    """What the whole comes to: everything stands, something is awaited or only asserted, or something was altered."""

    PROVED = "proved"
    PARTLY = "partly"
    TAMPERED = "tampered"


class State(StrEnum):
    """How one act stands: proved by the doer's own key, attested by another's, a note, or standing no longer."""

    PROVED = "proved"
    ATTESTED = "attested"
    NOTE = "note"
    EARLIER = "earlier-text"
    WITHDRAWN = "withdrawn"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class ActProof:
    """One line of the slip. `sees` are the earlier lines its signature covers: those provably came before it.

    `signer` is "" for the gate itself. `appointment` is the doer's own, or under `delegation` that to the post
    entrusted; `key` is the signer's as people.yaml has it; `entry` is the first-parent commit that brought the line in,
    None where that is not known.
    """

    standing: Standing
    title: str
    name: str
    signer: str
    post: str
    data: tuple[tuple[str, object], ...]
    state: State
    appointment: Appointment | None
    delegation: Delegation | None
    key: Key | None
    sees: tuple[int, ...]
    entry: Entry | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class RuleProof:
    """One rule of the record's own day and how it judged."""

    regulation: Regulation
    rule: Rule
    article: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Certificate:
    """Everything known of one document.

    `history` says whether the main branch's history could be asked: no, shallow (cut off), stopped (a demonstration,
    whose commits have no true dates) or yes.
    """

    record: Record
    unit: Unit
    number: str
    origin: str
    as_of: datetime
    history: str
    acts: tuple[ActProof, ...]
    rules: tuple[RuleProof, ...]
    findings: tuple[Finding, ...]

    @property
    def conclusion(self) -> Conclusion:
        """Tampered when anything found against it is an error; partly while a rule or a signature is outstanding."""
        found = [*self.findings, *(finding for act in self.acts for finding in act.findings)]
        if any(messages.level(finding.code) is Level.ERROR for finding in found):
            return Conclusion.TAMPERED
        open_rules = any(rule.verdict.status in (Status.WAITING, Status.BREACHED) for rule in self.rules)
        unsigned = not any(act.state is State.PROVED for act in self.acts)
        if self.record.is_draft or open_rules or unsigned:
            return Conclusion.PARTLY
        return Conclusion.PROVED

    @property
    def chain(self) -> tuple[ActProof, ...]:
        """The longest run of valid signed acts of which each covers the one before: their order is proved."""
        best: dict[int, tuple[ActProof, ...]] = {}
        for act in self.acts:
            if act.state in (State.PROVED, State.ATTESTED):
                before = (best[line] for line in act.sees if line in best)
                best[act.standing.act.line] = (*max(before, key=len, default=()), act)
        return max(best.values(), key=len, default=())


def certificate(
    cabinet: Cabinet,
    record: Record,
    standings: Sequence[Standing],
    verdicts: Sequence[Verdict],
    findings: Sequence[Finding],
    entries: Mapping[int, Entry],
    *,
    origin: str,
    as_of: datetime,
    history: str,
) -> Certificate:
    """The certificate of a record from how its acts stand, how it was judged and when its lines came in."""
    unit = cabinet.units[record.unit]
    register = cabinet.registers[f"{record.unit}/{record.register}"]
    filed = record.year is not None and record.number is not None
    return Certificate(
        record=record,
        unit=unit,
        number=numbers.name(register, record.year or 0, record.number or 0) if filed else "",
        origin=origin,
        as_of=as_of,
        history=history,
        acts=tuple(_act(cabinet, record, unit, one, entries.get(one.act.line)) for one in standings),
        rules=tuple(_rule(cabinet, one) for one in verdicts if one.status is not Status.NOT_APPLICABLE),
        findings=tuple(findings),
    )


def _act(cabinet: Cabinet, record: Record, unit: Unit, one: Standing, entry: Entry | None) -> ActProof:
    act = one.act
    known = cabinet.kinds[record.kind].acts.get(act.act)
    declared = known.data if known else {}
    return ActProof(
        standing=one,
        title=known.title if known else act.act,
        name=office.name(unit, act.by),
        signer="" if act.signer == GATE else office.name(unit, act.signer),
        post=office.title(unit, act.post) if act.post else "",
        data=tuple(_named(declared.get(key), key, value, unit) for key, value in act.data.items()),
        state=_state(one),
        appointment=_appointment(unit, one),
        delegation=one.delegation,
        key=_key(unit, one),
        sees=tuple(sorted(one.sees)),
        entry=entry,
        findings=one.findings,
    )


def _named(field: Field | None, key: str, value: object, unit: Unit) -> tuple[str, object]:
    """What an act makes known, by the field's title, with titles and names for choices and persons."""
    if field is None:
        return key, value
    if isinstance(value, tuple | list):
        return field.title, tuple(_named(field.items, key, item, unit)[1] for item in value)
    if field.type == "person":
        return field.title, office.name(unit, str(value))
    return field.title, field.choice_titles.get(value, value) if isinstance(value, str) else value


def _state(one: Standing) -> State:
    if one.stale:
        return State.EARLIER
    if not one.valid:
        return State.VOID
    if one.withdrawn:
        return State.WITHDRAWN
    if not one.grade:
        return State.NOTE
    return State.PROVED if one.grade == "signature" else State.ATTESTED


def _appointment(unit: Unit, one: Standing) -> Appointment | None:
    post = one.delegation.to if one.delegation else one.act.post
    day = one.act.at.date()
    fitting = (entry for entry in unit.appointments if (entry.person, entry.post) == (one.act.by, post))
    return next((entry for entry in fitting if office.within(day, entry.since, entry.until)), None)


def _key(unit: Unit, one: Standing) -> Key | None:
    signer = unit.persons.get(one.act.signer)
    keys = unit.gate_keys if one.act.signer == GATE else signer.keys if signer else ()
    own = [key for key in keys if one.fingerprint and _fingerprint(key) == one.fingerprint]
    day = one.act.at.date()
    return next((key for key in own if office.within(day, key.since, key.until)), next(iter(own), None))


def _fingerprint(key: Key) -> str:
    try:
        return fingerprint(key.public)
    except SignatureError:
        return ""


def _rule(cabinet: Cabinet, verdict: Verdict) -> RuleProof:
    regulation = next(one for one in cabinet.regulations if one.path == verdict.regulation)
    rule = next(one for one in regulation.rules if one.id == verdict.rule)
    found = (article.label.split()[0] for article in regulation.articles if article.number == rule.article)
    return RuleProof(regulation, rule, next(found, str(rule.article)), verdict)
