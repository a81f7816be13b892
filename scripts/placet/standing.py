"""How each act of a slip stands: whether its signature holds, in what post it was done, and what it saw.

The judge and the pages both go by this. An act stands when nothing of level error was found against it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Protocol

import msgspec
from msgspec.structs import replace

from placet import holding, messages, office
from placet.model import Act, Delegation, Finding, Kind, Level, Place, Record, Unit
from placet.signing.proof import Cache, Proof, prove

#: The act that gives the official number; an objection after it no longer takes an approval back.
NUMBER = "number"


class Entered(Protocol):
    """When something entered the main branch."""

    @property
    def at(self) -> datetime:
        """The commit's time."""


class History(Protocol):
    """What is asked of the main branch's history."""

    def entered(self, slip: str, line: bytes) -> Entered | None:
        """When this line of this slip came in, or None while it has not."""


class Standing(msgspec.Struct, frozen=True, gc=False):
    """One act as it stands.

    `grade` is signature, review or paper, "" for a note. `post` is the post exercised ("" when none is named), `via`
    appointment or delegation. `sees` are the earlier lines its signature covers. `stale`: the document was edited
    after this signature. `withdrawn_by` is the line of the same person's later objection, 0 when there is none.
    """

    act: Act
    valid: bool
    grade: str = ""
    fingerprint: str = ""
    post: str = ""
    via: str = ""
    delegation: Delegation | None = None
    sees: frozenset[int] = frozenset()
    stale: bool = False
    withdrawn_by: int = 0
    findings: tuple[Finding, ...] = ()

    @property
    def withdrawn(self) -> bool:
        """Whether the same person took it back by a later objection."""
        return self.withdrawn_by > 0


def standing(
    record: Record,
    unit: Unit,
    kind: Kind | None,
    history: History | None = None,
    *,
    since: date | None = None,
    cache: Cache | None = None,
    proofs: Sequence[Proof] | None = None,
) -> tuple[Standing, ...]:
    """How the acts of `record` stand, in the order of its slip.

    With `history`, keys and posts must also have been held when the line entered main; what came in up to `since` is
    taken at its own date. `cache` saves verifying twice; `proofs` are what `prove` gave for this slip before.
    """
    slip = _Slip(record, unit, kind, history, since, all(one.at <= after.at for one, after in pairwise(record.acts)))
    known = prove(record.id, record.acts, record.slip_lines, cache) if proofs is None else proofs
    found = [slip.stand(act, proof) for act, proof in zip(record.acts, known, strict=True)]
    return tuple(_withdrawn(_stale(record, found, slip), kind))


@dataclass(frozen=True, slots=True)
class _Slip:
    record: Record
    unit: Unit
    kind: Kind | None
    history: History | None
    since: date | None
    ordered: bool

    def stand(self, act: Act, proof: Proof) -> Standing:
        """One act on its own; staleness and withdrawal come after, since they look at later lines."""
        findings = list(self._form(act))
        if proof.repeats:
            findings.append(self.finding("SIG023", act, line=str(proof.repeats)))
        if not act.evidence:
            if act.post:
                findings.append(self.finding("SIG022", act, post=office.title(self.unit, act.post)))
            return Standing(act, _stands(findings), findings=tuple(findings))
        entry = self.history.entered(self.record.slip_path, self._line(act)) if self.history else None
        entered = entry.at if entry else None
        if entered and self.since and entered.date() <= self.since:
            entered = None
        findings += self._signed(act, proof, entered)
        held = holding.held(self.unit, self.record, act, act.at.date())
        findings += [self.finding(code, act, **words) for code, words in held.faults]
        findings += self._entered(act, entered)
        findings += [] if self.ordered else self._order(act, proof)
        stands = _stands(findings)
        sees = frozenset(range(1, act.covers_acts + 1)) if proof.key else frozenset()
        key, via, entrusted = proof.key.fingerprint if proof.key else "", held.via, held.delegation
        return Standing(act, stands, act.evidence, key, act.post, via, entrusted, sees, findings=tuple(findings))

    def finding(self, code: str, act: Act, **words: str) -> Finding:
        """A finding at the act's line, with the act's title and its doer's name filled in."""
        known = self.kind.acts.get(act.act) if self.kind else None
        given = {"act": known.title if known else act.act, "name": office.name(self.unit, act.by)}
        return Finding(code, Place(self.record.slip_path, act.line, 1), given | words)

    def _line(self, act: Act) -> bytes:
        return self.record.slip_lines[act.line - 1]

    def _form(self, act: Act) -> Iterator[Finding]:
        if act.by not in self.unit.persons:
            yield self.finding("SIG016", act, person=act.by)
        known = self.kind.acts.get(act.act) if self.kind else None
        if self.kind and known is None:
            yield self.finding("SIG029", act, kind=self.kind.title, known="、".join(self.kind.acts))
        for field in known.data.values() if known else ():
            if field.required and field.id not in act.data:
                yield self.finding("SIG030", act, field=field.title)
        for field_id in act.data:
            if known and field_id not in known.data:
                yield self.finding("SIG031", act, field=field_id)

    def _signed(self, act: Act, proof: Proof, entered: datetime | None) -> Iterator[Finding]:
        yield from (self.finding(code, act, **words) for code, words in holding.evidence(self.unit, act))
        if proof.key is None:
            yield self._unproved(act, proof)
            return
        signer = holding.signer(self.unit, act)
        if signer is None:
            return
        own = [key for key in signer.keys if holding.same(key, proof.key)]
        name, shown = signer.name, proof.key.fingerprint
        if not own:
            other = holding.owner(self.unit, proof.key)
            if other:
                yield self.finding("SIG011", act, signer=name, other=other.name, key=shown)
            else:
                yield self.finding("SIG012", act, signer=name, key=shown)
            return
        faults = [holding.key_fault(key, act.at) for key in own]
        if all(faults):
            code, day = faults[0] or ("", "")
            yield self.finding(code, act, signer=name, key=shown, day=day, at=act.at.date().isoformat())
        elif entered and all(holding.key_fault(key, entered) for key in own):
            yield self.finding("SIG032", act, signer=name, key=shown, entered=entered.date().isoformat())

    def _unproved(self, act: Act, proof: Proof) -> Finding:
        """Why the signature does not hold, as far as it can be told."""
        reason = proof.reason
        if proof.moved:
            return self.finding("SIG006", act, covers=str(act.covers_acts))
        if reason == "lines":
            return self.finding("SIG007", act, covers=str(act.covers_acts), before=str(act.line - 1))
        code = {"absent": "SIG001", "namespace": "SIG003", "mismatch": "SIG004", "user-presence": "SIG037"}.get(reason)
        if code is None and reason in ("key-type", "weak-key", "algorithm"):
            code = "SIG036"
        return self.finding(code or "SIG002", act, reason=reason)

    def _entered(self, act: Act, entered: datetime | None) -> Iterator[Finding]:
        if entered is None:
            return
        local = entered.astimezone(act.at.tzinfo)
        days = (local.date() - act.at.date()).days
        words = {"at": act.at.date().isoformat(), "entered": local.date().isoformat(), "days": str(abs(days))}
        if days < 0:
            yield self.finding("SIG035", act, **words)
            return
        allowed = holding.backdating(self.unit)
        if allowed is not None and days > allowed:
            yield self.finding("SIG034", act, **words)
        then, now = (holding.held(self.unit, self.record, act, day).via for day in (act.at.date(), local.date()))
        if then and not now:
            yield self.finding("SIG033", act, post=office.title(self.unit, act.post), **words)

    def _order(self, act: Act, proof: Proof) -> list[Finding]:
        later = [one for one in self.record.acts if one.line <= act.covers_acts and one.at > act.at]
        words = [{"line": str(one.line), "at": act.at.isoformat(), "earlier": one.at.isoformat()} for one in later]
        return [self.finding("SIG024", act, **words[0])] if words and proof.key else []


def _stands(findings: list[Finding]) -> bool:
    return all(messages.level(finding.code) is not Level.ERROR for finding in findings)


def _stale(record: Record, found: list[Standing], slip: _Slip) -> Iterator[Standing]:
    """Marks acts on another text; what was signed anew, or on the text before a correction, is only noted."""
    corrected = _corrected(record, found, slip.kind)
    current = {one.act.act: one.act.line for one in found if one.valid and one.act.covers_document == record.document}
    for one in found:
        if not one.fingerprint or one.act.covers_document == record.document:
            yield one
            continue
        if line := corrected.get(one.act.covers_document):
            yield replace(one, findings=(*one.findings, slip.finding("SIG045", one.act, line=line)))
            continue
        code = "SIG009" if record.is_draft else "SIG008"
        objection = slip.kind and one.act.act in slip.kind.acts and slip.kind.acts[one.act.act].objection
        if objection or current.get(one.act.act, 0) > one.act.line:
            code = "SIG010"
        yield replace(one, valid=False, stale=True, findings=(*one.findings, slip.finding(code, one.act)))


def _corrected(record: Record, found: list[Standing], kind: Kind | None) -> dict[str, str]:
    """Digest of each text that was corrected into the present one → the line of the act that says so."""
    texts, known = dict[str, str](), kind.acts if kind and not record.is_draft else {}
    numbered = max((one.act.line for one in found if one.act.act == NUMBER and one.grade), default=0)
    for one in reversed([one for one in found if one.valid and one.act.act in known and known[one.act.act].correction]):
        entitled = any(who.relation == "post" and who.value == one.post for who in known[one.act.act].by)
        if entitled and one.grade and one.act.line > numbered and one.act.covers_document in (record.document, *texts):
            texts.setdefault(str(one.act.data.get("was")), str(one.act.line))
    return texts


def _withdrawn(found: Iterator[Standing], kind: Kind | None) -> Iterator[Standing]:
    """Marks what the same person in the same role objected to later, before the number was given."""
    standings = list(found)
    objecting = {act.id for act in kind.acts.values() if act.objection} if kind else set()
    objections = [one for one in standings if one.act.act in objecting and one.grade and (one.valid or one.stale)]
    numbered = next((one.act.line for one in standings if one.act.act == NUMBER and one.valid), None)
    for one in standings:
        line = next((by.act.line for by in objections if _takes_back(by.act, one.act, numbered)), 0)
        yield replace(one, withdrawn_by=line) if line and one.act.act not in objecting else one


def _takes_back(objection: Act, act: Act, numbered: int | None) -> bool:
    """Whether the objection is the same person's, later, and made in the same post or in no post's name."""
    return (
        objection.by == act.by
        and objection.line > act.line
        and objection.post in ("", act.post)
        and (numbered is None or objection.line < numbered)
    )
