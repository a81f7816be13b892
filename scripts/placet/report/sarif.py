"""The report in SARIF 2.1.0 (OASIS), which code hosts and editors read."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import Any
from urllib.parse import quote

import placet
from placet import messages
from placet.model import Level, Place
from placet.report.lines import Line, Report

VERSION = "2.1.0"
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_TAGS = {"zh": "zh-CN", "en": "en-US"}


def write(report: Report) -> str:
    """One SARIF log with one run, keys sorted, ending with a newline."""
    rules = sorted({line.code for line in report.lines})
    index = {code: place for place, code in enumerate(rules)}
    first = {line.code: line for line in reversed(report.lines)}
    seen: Counter[str] = Counter()
    driver = {
        "name": "Placet",
        "semanticVersion": placet.__version__,
        "rules": [_rule(first[code], report.lang) for code in rules],
    }
    run = {
        "tool": {"driver": driver},
        "language": _TAGS[report.lang],
        "columnKind": "unicodeCodePoints",
        "results": [_result(line, index, seen) for line in report.lines],
    }
    log = {"$schema": SCHEMA, "version": VERSION, "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _rule(line: Line, lang: str) -> dict[str, Any]:
    known = line.code in messages.codes()
    full = messages.page(line.code, lang) if known else line.quote or line.name
    return {
        "id": line.code,
        "name": line.name,
        "shortDescription": {"text": line.name},
        "help": {"text": full, "markdown": full},
        "defaultConfiguration": {"level": line.level.value},
    }


def _result(line: Line, index: dict[str, int], seen: Counter[str]) -> dict[str, Any]:
    # A fingerprint leaves out line numbers, so that a fault is known again when it moves within its file.
    mark = hashlib.sha256(f"{line.code}\0{line.place.path}\0{line.message}".encode()).hexdigest()
    seen[mark] += 1
    words = "\n".join(part for part in (line.message, line.quote, line.help) if part)
    result: dict[str, Any] = {
        "ruleId": line.code,
        "ruleIndex": index[line.code],
        "level": Level(line.level).value,
        "message": {"text": words},
        "locations": [_location(line.place)],
        "partialFingerprints": {"placet/v1": f"{mark}:{seen[mark]}"},
    }
    if line.related:
        result["relatedLocations"] = [_location(where) | {"id": n} for n, where in enumerate(line.related)]
    return result


def _location(where: Place) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": quote(where.path), "uriBaseId": "%SRCROOT%"}}
    if where.line:
        physical["region"] = {"startLine": where.line} | ({"startColumn": where.column} if where.column else {})
    return {"physicalLocation": physical}
