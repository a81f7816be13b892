"""The report for programs: stable, sorted, with the version of its own shape."""

from __future__ import annotations

import json
from typing import Any

from placet.model import Level, Place
from placet.report.lines import Line, Report, WaitLine

#: Raised when a key changes its meaning or goes; new keys leave it as it is.
SCHEMA_VERSION = 1


def write(report: Report) -> str:
    """One JSON object, keys sorted, ending with a newline."""
    data = {
        "schema_version": SCHEMA_VERSION,
        "lang": report.lang,
        "origin": report.origin,
        "title": report.title,
        "as_of": report.as_of.isoformat(),
        "summary": dict(report.summary),
        "verdicts": dict(report.verdicts),
        "counts": {level.value: report.count(level) for level in Level},
        "findings": [_line(line) for line in report.lines],
        "waiting": [_wait(line) for line in report.waiting],
        "skips": [{"code": skip.code, "message": skip.message, "count": skip.count} for skip in report.skips],
    }
    return json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _place(where: Place) -> dict[str, Any]:
    return {"path": where.path, "line": where.line, "column": where.column}


def _line(line: Line) -> dict[str, Any]:
    return _place(line.place) | {
        "code": line.code,
        "name": line.name,
        "level": line.level.value,
        "message": line.message,
        "quote": line.quote,
        "help": line.help,
        "related": [_place(where) for where in line.related],
    }


def _wait(line: WaitLine) -> dict[str, Any]:
    return {
        "subject": line.subject,
        "rule": line.rule,
        "what": line.what,
        "who": line.who,
        "until": line.until.isoformat() if line.until else None,
        "quote": line.quote,
    }
