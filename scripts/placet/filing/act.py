"""Acting on a record: an act is composed, signed, judged as the check would judge it, and appended to the slip.

What the check would refuse is not written. A slip is replaced whole or not at all.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NoReturn

from msgspec import structs

from placet import holding, messages, office
from placet.errors import UserError
from placet.filing.durable import put
from placet.filing.values import typed_value
from placet.model import Act, ActKind, Attachment, Cabinet, Finding, Level, Person, Record, Unit, Who
from placet.numbers import name
from placet.readers.frontmatter import digest
from placet.signing import sshsig
from placet.signing.payload import line, payload
from placet.standing import Standing, standing


@dataclass(frozen=True, slots=True)
class Request:
    """What someone wants to do, as typed: `data` are the texts of the act's data; `scan` is a file on disk."""

    act: str
    by: str
    at: datetime
    post: str = ""
    opinion: str = ""
    data: Mapping[str, str] = field(default_factory=dict)
    evidence: str = "signature"
    attested_by: str = ""
    scan: Path | None = None


@dataclass(frozen=True, slots=True)
class Signed:
    """A signed act, ready to be appended to `record`'s slip; `warnings` are what the check will say about it."""

    record: Record
    act: Act
    warnings: tuple[Finding, ...]
    scan: bytes = b""


def record_named(cabinet: Cabinet, word: str) -> Record:
    """The record with this path, reference, permanent id or official number. Raises UserError CMD101 or CMD102."""
    plain = word.removeprefix("./").removesuffix(".jsonl")
    names: dict[str, Record] = {}
    for record in cabinet.records.values():
        names |= dict.fromkeys((record.path, record.ref, record.id), record)
        register = cabinet.registers.get(f"{record.unit}/{record.register}")
        if register and record.year is not None and record.number is not None:
            names[name(register, record.year, record.number)] = record
    for form in (plain, f"{plain}.md", f"records/{plain}"):
        if form in names:
            return names[form]
    near = get_close_matches(plain, names, n=1)
    if near:
        raise UserError("CMD102", name=word, guess=near[0])
    raise UserError("CMD101", name=word)


def person_of(unit: Unit, key: sshsig.PublicKey) -> Person:
    """Whose key it is. Raises UserError CMD103."""
    found = holding.owner(unit, key)
    if found is None:
        raise UserError("CMD103", key=key.fingerprint, unit=unit.title)
    return found


def compose(cabinet: Cabinet, record: Record, request: Request) -> Act:
    """The act as it will be signed, covering the document and every line of the slip as they are now.

    A post that is not named is taken from whoever may do the act, when the person holds or is entrusted with it.
    Raises UserError CMD104/CMD105 (unknown act), CMD106 (unknown data), CMD107 (a slip that must be mended first), and
    the reader's codes for data that do not fit their fields.
    """
    unit, kind = cabinet.units[record.unit], cabinet.kinds[record.kind]
    known = kind.acts.get(request.act)
    if known is None:
        _unknown_act(request.act, kind.acts, kind.title)
    if len(record.acts) != len(record.slip_lines):
        raise UserError("CMD107", path=record.slip_path)
    scan = request.scan
    return Act(
        line=len(record.slip_lines) + 1,
        act=request.act,
        by=request.by,
        at=request.at.replace(microsecond=0),
        post=request.post or _usual_post(unit, record, known, request),
        opinion=request.opinion,
        data=_data(unit, known, request.data),
        covers_document=record.document,
        covers_acts=len(record.slip_lines),
        evidence=request.evidence,
        attested_by=request.attested_by,
        scan=Attachment(scan.name, hashlib.sha256(scan.read_bytes()).hexdigest()) if scan else None,
    )


def sign(cabinet: Cabinet, record: Record, act: Act, signer: sshsig.Signer, scan: Path | None = None) -> Signed:
    """The act with its signature, judged. Raises UserError with the SIG code of whatever the check would refuse."""
    message = payload(record.id, act, b"".join(record.slip_lines[: act.covers_acts]))
    signed = structs.replace(act, sig=base64.b64encode(sshsig.sign(signer, message)).decode())
    findings = _judged(cabinet, record, signed).findings
    for finding in findings:
        if messages.level(finding.code) is Level.ERROR:
            raise UserError(finding.code, **finding.args)
    return Signed(record, signed, findings, scan.read_bytes() if scan else b"")


def append(root: Path, signed: Signed) -> None:
    """Write the act at the end of the slip on disk; the caller holds the tree's lock.

    Raises UserError CMD108 when document or slip changed since they were read, CMD109 when another file has the scan's
    name.
    """
    record = signed.record
    slip = root / record.slip_path
    have = b"".join(record.slip_lines)
    if not _unchanged(root / record.path, slip, record, have):
        raise UserError("CMD108", path=record.path)
    if signed.act.scan is not None:
        _keep(root / record.path.removesuffix(".md") / signed.act.scan.file, signed.scan)
    put(slip, have + line(signed.act))


def _judged(cabinet: Cabinet, record: Record, act: Act) -> Standing:
    acts, lines = (*record.acts, act), (*record.slip_lines, line(act))
    candidate = replace(record, acts=acts, slip_lines=lines)
    return standing(candidate, cabinet.units[record.unit], cabinet.kinds[record.kind])[-1]


def _unknown_act(act: str, known: Mapping[str, ActKind], kind: str) -> NoReturn:
    titles = {one.title: one.id for one in known.values()}
    near = get_close_matches(act, known, n=1)
    guess = titles.get(act) or (near[0] if near else "")
    listed = "、".join(f"{one.id} {one.title}" for one in known.values())
    if guess:
        raise UserError("CMD105", act=act, kind=kind, guess=guess, title=known[guess].title, known=listed)
    raise UserError("CMD104", act=act, kind=kind, known=listed)


def _data(unit: Unit, act: ActKind, typed: Mapping[str, str]) -> dict[str, Any]:
    for key in typed:
        if key not in act.data:
            known = "、".join(f"{one.id} {one.title}" for one in act.data.values()) or "—"
            raise UserError("CMD106", key=key, act=act.title, known=known)
    return {key: typed_value(act.data[key], text, unit) for key, text in typed.items()}


def _usual_post(unit: Unit, record: Record, act: ActKind, request: Request) -> str:
    """The first post that may do the act and is held by, or entrusted to, the person; "" when it is theirs anyway."""
    day = request.at.date()
    if any(who.relation == "person" and record.fields.get(_field(who)) == request.by for who in act.by):
        return ""
    posts = [post for who in act.by for post in _posts(unit, record, who)]
    held = [post for post in posts if office.holds(unit, request.by, post, day)]
    entrusted = (
        post
        for post in posts
        if office.delegation(unit, request.by, post, day, request.act, record.register, record.kind)
    )
    return held[0] if held else next(entrusted, "")


def _posts(unit: Unit, record: Record, who: Who) -> tuple[str, ...]:
    named = (
        record.fields.get(_field(who)) if who.value.startswith("field:") or who.relation == "portfolio" else who.value
    )
    if who.relation == "portfolio":
        sections = named if isinstance(named, tuple) else (named,)
        return tuple(post for one in sections if isinstance(one, str) for post in office.in_charge(unit, one))
    if who.relation in ("member", "chair") and isinstance(named, str) and named in unit.bodies:
        body = unit.bodies[named]
        return body.voting if who.relation == "member" else body.chair
    return (named,) if who.relation == "post" and isinstance(named, str) else ()


def _field(who: Who) -> str:
    return who.value.removeprefix("field:")


def _unchanged(document: Path, slip: Path, record: Record, have: bytes) -> bool:
    try:
        same_text = digest(document.read_bytes()) == record.document
        lines = slip.read_bytes().replace(b"\r\n", b"\n") if slip.exists() else b""
    except FileNotFoundError:
        return False
    return same_text and lines == have


def _keep(path: Path, data: bytes) -> None:
    if path.exists():
        if path.read_bytes() != data:
            raise UserError("CMD109", file=path.name)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    put(path, data)
