"""Whether a post, a key and an attestation were the signer's on the day: small pure judgements on one act.

A fault is a message code of family SIG with the words that fill it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

import msgspec

from placet import office
from placet.model import Act, Delegation, Key, Person, Record, Unit
from placet.signing.publickeys import PublicKey

#: The house parameter that says after how many days an act counts as back-dated.
BACKDATING = "backdated_days"

#: Who attests a review read from the forge: nobody of the unit, but the portal itself with its own keys.
GATE = "gate"

Fault = tuple[str, dict[str, str]]


class Held(msgspec.Struct, frozen=True, gc=False):
    """In what way the act's post was held: `via` is appointment, delegation, or "" when it was not (see `faults`)."""

    via: str = ""
    delegation: Delegation | None = None
    faults: tuple[Fault, ...] = ()


def held(unit: Unit, record: Record, act: Act, day: date) -> Held:
    """How `act.by` held `act.post` on `day`; an act that names no post has nothing to hold."""
    away = office.absence(unit, act.by, day)
    faults: tuple[Fault, ...] = (("SIG021", {"day": day.isoformat(), "why": away.why or "—"}),) if away else ()
    if not act.post:
        return Held(faults=faults)
    if act.post not in unit.posts:
        return Held(faults=(*faults, ("SIG017", {"post": act.post})))
    if office.holds(unit, act.by, act.post, day):
        return Held("appointment", None, faults)
    entrusted = office.delegation(unit, act.by, act.post, day, act.act, record.register, record.kind)
    if entrusted:
        return Held("delegation", entrusted, faults)
    return Held(faults=(*faults, _not_held(unit, act, day)))


def _not_held(unit: Unit, act: Act, day: date) -> Fault:
    words = {"post": office.title(unit, act.post), "day": day.isoformat()}
    for entry in office.delegations(unit, act.post, day):
        if office.holds(unit, act.by, entry.to, day):
            return "SIG019", words | {"basis": entry.basis or "—"}
    past = [one for one in unit.delegations if one.post == act.post and office.holds(unit, act.by, one.to, day)]
    if past:
        until = past[-1].until.isoformat() if past[-1].until else "—"
        return "SIG020", words | {"since": past[-1].since.isoformat(), "until": until}
    names = [office.name(unit, person) for person in office.holders(unit, act.post, day)]
    return "SIG018", words | {"holders": "、".join(names) or "—"}


def evidence(unit: Unit, act: Act) -> Iterator[Fault]:
    """Faults of who vouches for the act: its doer for a signature, another person in office for review and paper.

    A review may also be vouched for by the gate, which read it from the forge.
    """
    if act.evidence == "signature":
        if act.attested_by:
            yield "SIG027", {"attester": office.name(unit, act.attested_by)}
        return
    if _by_the_gate(act):
        return
    if act.evidence == "paper" and act.scan is None:
        yield "SIG026", {}
    if not act.attested_by:
        yield "SIG025", {}
    elif act.attested_by not in unit.persons:
        yield "SIG016", {"person": act.attested_by}
    elif act.attested_by == act.by:
        yield "SIG027", {"attester": office.name(unit, act.attested_by)}
    elif not office.posts_of(unit, act.attested_by, act.at.date()):
        yield "SIG028", {"attester": office.name(unit, act.attested_by), "day": act.at.date().isoformat()}


def signer(unit: Unit, act: Act) -> Person | None:
    """Whose keys must have signed: the gate's for a review it attests, otherwise a person's; None when unknown."""
    return Person(GATE, GATE, keys=unit.gate_keys) if _by_the_gate(act) else unit.persons.get(act.signer)


def _by_the_gate(act: Act) -> bool:
    return act.evidence == "review" and act.attested_by == GATE


def same(key: Key, found: PublicKey) -> bool:
    """Whether a key of people.yaml is the one that signed."""
    return key.public == found.line or key.public.split()[:2] == found.line.split()


def owner(unit: Unit, found: PublicKey) -> Person | None:
    """Whose key it is, or None."""
    return next((one for one in unit.persons.values() if any(same(key, found) for key in one.keys)), None)


def key_fault(key: Key, at: datetime) -> tuple[str, str] | None:
    """The code and day why `key` was not its owner's at that moment, or None when it was."""
    day = at.date()
    if day < key.since:
        return "SIG013", key.since.isoformat()
    if key.revoked is not None and at >= key.revoked:
        return "SIG015", key.revoked.date().isoformat()
    if key.until is not None and day > key.until:
        return "SIG014", key.until.isoformat()
    return None


def backdating(unit: Unit) -> int | None:
    """How many days may lie between an act and its entry into the main branch; None when the unit sets no limit."""
    value = unit.parameters.get(BACKDATING)
    return int(value) if isinstance(value, Decimal) else None
