"""A certificate for programs: one JSON object, keys sorted, with the version of its own shape."""

from __future__ import annotations

import json
from typing import Any

from placet import messages
from placet.messages.phrases import Phrases
from placet.model import Finding
from placet.proof.certificate import ActProof, Certificate, RuleProof
from placet.proof.statements import Statement, proved, unproved
from placet.proof.text import sentence
from placet.signing.payload import plain

SCHEMA_VERSION = 1


def write(found: Certificate, lang: str) -> str:
    """The whole certificate, ending with a newline."""
    say = Phrases("prf", lang)
    data = {
        "schema_version": SCHEMA_VERSION,
        "lang": lang,
        "origin": found.origin,
        "as_of": found.as_of.isoformat(),
        "conclusion": found.conclusion.value,
        "path": found.record.path,
        "number": found.number,
        "id": found.record.id,
        "title": found.record.title,
        "document": found.record.document,
        "history": found.history,
        "acts": [_act(act, lang) for act in found.acts],
        "order": [act.standing.act.line for act in found.chain],
        "rules": [_rule(rule, lang) for rule in found.rules],
        "findings": [_finding(finding, lang) for finding in found.findings],
        "proved": [_said(one, say) for one in proved(found)],
        "not_proved": [_said(one, say) for one in unproved(found)],
    }
    return json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def refusal(path: str, findings: tuple[Finding, ...], lang: str) -> str:
    """What is said of a document that cannot be read."""
    told = [_finding(finding, lang) for finding in findings]
    data = {"schema_version": SCHEMA_VERSION, "lang": lang, "path": path, "conclusion": "tampered", "findings": told}
    return json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _act(act: ActProof, lang: str) -> dict[str, Any]:
    made, entry, key = act.standing.act, act.entry, act.key
    held, trust = act.appointment, act.delegation
    return {
        "line": made.line,
        "act": made.act,
        "title": act.title,
        "by": made.by,
        "name": act.name,
        "post": made.post,
        "at": made.at.isoformat(),
        "opinion": made.opinion,
        "data": plain(made.data),
        "state": act.state.value,
        "evidence": made.evidence,
        "signer": made.signer if made.evidence else "",
        "covers": made.covers_document,
        "sees": list(act.sees),
        "fingerprint": act.standing.fingerprint,
        "key": {"from": str(key.since), "until": _text(key.until), "revoked": _text(key.revoked)} if key else None,
        "appointment": _span(held.post, held.basis, held.since, held.until) if held else None,
        "delegation": _span(trust.post, trust.basis, trust.since, trust.until) if trust else None,
        "entered": {"commit": entry.commit, "at": entry.at.isoformat()} if entry else None,
        "findings": [_finding(finding, lang) for finding in act.findings],
    }


def _span(post: str, basis: str, since: object, until: object) -> dict[str, Any]:
    return {"post": post, "basis": basis, "from": str(since), "until": _text(until)}


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _rule(rule: RuleProof, lang: str) -> dict[str, Any]:
    return {
        "rule": f"{rule.regulation.id}/{rule.rule.id}",
        "regulation": rule.regulation.path,
        "title": rule.regulation.title,
        "in_force": rule.regulation.in_force.isoformat(),
        "article": rule.article,
        "says": rule.rule.says,
        "status": rule.verdict.status.value,
        "rests_on": list(rule.verdict.rests_on),
        "reasons": [messages.text(reason, lang) for reason in rule.verdict.reasons],
    }


def _finding(finding: Finding, lang: str) -> dict[str, Any]:
    where = {"path": finding.place.path, "line": finding.place.line, "column": finding.place.column}
    level = messages.level(finding.code).value
    return where | {"code": finding.code, "level": level, "message": messages.text(finding, lang)}


def _said(one: Statement, say: Phrases) -> dict[str, str]:
    return {"about": one.key, "words": sentence(one, say)}
