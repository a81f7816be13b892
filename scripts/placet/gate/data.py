"""The gate's sheet for programs: the same ruling as JSON, stable and sorted."""

from __future__ import annotations

import json
from typing import Any

from placet import messages
from placet.gate.ruling import Document, Explained, Ruling
from placet.gate.sayings import acts, awaited, judged
from placet.model import Finding

#: Raised when a key changes its meaning or goes; new keys leave it as it is.
SCHEMA_VERSION = 1


def write(ruling: Ruling, lang: str) -> str:
    """One JSON object, keys sorted, in ASCII, ending with a newline: nothing in it can steer a terminal."""
    data = {
        "schema_version": SCHEMA_VERSION,
        "lang": lang,
        "outcome": ruling.outcome.value,
        "status": ruling.outcome.status,
        "base": ruling.base,
        "head": ruling.head,
        "as_of": ruling.as_of.isoformat(),
        "digest": ruling.digest,
        "refusals": [_finding(one, lang) for one in ruling.refusals],
        "waits": [_finding(one, lang) for one in ruling.waits],
        "notes": [_finding(one, lang) for one in ruling.notes],
        "documents": [_document(ruling, one, lang) for one in ruling.documents],
        "changes": [{"path": one.path, "class": one.kind, "was": one.was, "now": one.now} for one in ruling.changes],
        "read": dict(ruling.read),
    }
    return json.dumps(data, indent=2, sort_keys=True) + "\n"


def _finding(one: Finding, lang: str) -> dict[str, Any]:
    reasons = one.reasons if isinstance(one, Explained) else ()
    return {
        "code": one.code,
        "message": messages.text(one, lang),
        "help": messages.help(one.code, lang, one.args),
        "quote": one.quote,
        "path": one.place.path,
        "line": one.place.line,
        "reasons": [messages.text(reason, lang) for reason in reasons],
    }


def _document(ruling: Ruling, one: Document, lang: str) -> dict[str, Any]:
    told: dict[str, Any] = {
        "path": one.path,
        "title": one.title,
        "number": one.name,
        "removed": one.record is None,
        "id": one.record.id if one.record else "",
        "document": one.record.document if one.record else "",
    }
    if one.record is None or ruling.cabinet is None:
        return told
    told["acts"] = [
        {
            "line": act.line,
            "act": act.act,
            "by": act.name,
            "post": act.post,
            "at": act.at.isoformat(),
            "evidence": act.grade,
            "valid": standing.valid,
            "stale": standing.stale,
            "fresh": act.fresh,
            "states": list(act.states),
        }
        for act, standing in zip(acts(ruling.cabinet, one, lang), one.standings, strict=True)
    ]
    told["awaits"] = [
        {
            "what": wait.what,
            "who": wait.who,
            "until": wait.until.isoformat() if wait.until else None,
            "regulation": wait.article.regulation,
            "article": wait.article.number,
            "says": wait.article.says,
            "blocks": wait.blocks,
        }
        for wait in awaited(ruling.cabinet, one, ruling.as_of, lang)
    ]
    told["verdicts"] = [
        {
            "status": status,
            "regulation": article.regulation,
            "article": article.number,
            "says": article.says,
            "reasons": list(reasons),
        }
        for status, article, reasons in judged(ruling.cabinet, one, lang)
    ]
    return told
