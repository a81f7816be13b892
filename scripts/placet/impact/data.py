"""An impact for programs: one JSON object, keys sorted, with the version of its own shape."""

from __future__ import annotations

import json
from typing import Any

from placet import messages
from placet.impact.amendments import Amendment, Reading
from placet.impact.shifts import ExampleShift, Shift, Side
from placet.impact.study import Impact
from placet.model import Finding, Regulation, Wait

SCHEMA_VERSION = 1


def write(found: Impact, lang: str) -> str:
    """The whole impact, ending with a newline."""
    data = {
        "schema_version": SCHEMA_VERSION,
        "lang": lang,
        "base": found.origins[0],
        "head": found.origins[1],
        "as_of": found.as_of.isoformat(),
        "files": list(found.files),
        "amendments": [_amendment(one) for one in found.amendments],
        "drafts": [_shift(one, lang) for one in found.drafts],
        "filed": [_shift(one, lang) for one in found.filed],
        "examples": [_example(one, lang) for one in found.examples],
        "faults": [_finding(one, lang) for one in found.faults],
    }
    return json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _amendment(one: Amendment) -> dict[str, Any]:
    return {
        "regulation": one.known.id,
        "unit": one.known.unit,
        "title": one.known.title,
        "before": _version(one.before),
        "after": _version(one.after),
        "repeals": one.repeals,
        "gained": list(one.gained),
        "lost": list(one.lost),
        "excused": list(one.excused),
        "silent": list(one.silent),
        "rules": [
            {
                "rule": rule.id,
                "change": rule.change,
                "aspects": list(rule.aspects),
                "before": _reading(rule.before),
                "after": _reading(rule.after),
            }
            for rule in one.rules
        ],
    }


def _version(version: Regulation | None) -> dict[str, Any] | None:
    return {"path": version.path, "in_force": version.in_force.isoformat()} if version else None


def _reading(reading: Reading | None) -> dict[str, Any] | None:
    if reading is None:
        return None
    return {"article": reading.article, "says": reading.rule.says, "sentence": reading.sentence}


def _shift(one: Shift, lang: str) -> dict[str, Any]:
    record = {"path": one.record.path, "ref": one.record.ref, "number": one.number, "title": one.record.title}
    sides = {"before": _side(one.before, lang), "after": _side(one.after, lang)}
    return record | sides | {"rule": one.rule, "binding": one.binding}


def _side(side: Side, lang: str) -> dict[str, Any] | None:
    if side.verdict is None:
        return None
    return {
        "status": side.verdict.status.value,
        "article": side.article,
        "says": side.rule.says if side.rule else "",
        "reasons": [messages.text(reason, lang) for reason in side.verdict.reasons],
        "waits": [_wait(wait) for wait in side.verdict.waits],
    }


def _wait(wait: Wait) -> dict[str, Any]:
    until = wait.until.isoformat() if wait.until else None
    return {"what": wait.what, "posts": list(wait.posts), "persons": list(wait.persons), "until": until}


def _example(one: ExampleShift, lang: str) -> dict[str, Any]:
    return {
        "rule": one.rule,
        "number": one.number,
        "path": one.example.place.path,
        "line": one.example.place.line,
        "before": one.before,
        "after": one.after,
        "reasons": [messages.text(reason, lang) for reason in one.why],
    }


def _finding(one: Finding, lang: str) -> dict[str, Any]:
    where = {"path": one.place.path, "line": one.place.line, "column": one.place.column}
    return where | {"code": one.code, "message": messages.text(one, lang)}
