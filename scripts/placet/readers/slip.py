"""Routing slips: the bytes of a `.jsonl` file in, acts and raw lines out.

Each line is one JSON object (RFC 8259) in UTF-8 and ends in a line feed. A line that cannot be read is a finding at its
own line and leaves the others readable; every line's bytes are kept, with LF line ends, since signatures cover them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from placet.model import Act, ActKind, Attachment, Field, Finding, Place
from placet.readers import text as texts
from placet.readers.formats import fixed
from placet.readers.quick import Number
from placet.readers.quickline import LINE_LIMIT, quickly
from placet.readers.shape import plain, shape, unknown
from placet.readers.yaml import DEPTH, Node, clip

#: The largest slip, in bytes.
LIMIT = 1 << 20


class _RefusedError(Exception):
    """A line that is no act; carries the finding that says why."""

    def __init__(self, code: str, place: Place, **args: str) -> None:
        super().__init__(code)
        self.finding = Finding(code, place, args)


def read(
    data: bytes, path: str, kinds: Mapping[str, ActKind] | None
) -> tuple[tuple[Act, ...], tuple[bytes, ...], list[Finding]]:
    """The acts of a slip, its raw lines, and the findings (FMT001–FMT005, FMT020–FMT040, FMT060–FMT069).

    `kinds` are the acts the register's kind knows; None takes any act (a regulation's adoption).
    """
    if len(data) > LIMIT:
        finding = Finding("FMT005", Place(path), {"size": str(len(data)), "limit": str(LIMIT)})
        return (), (), [finding]
    lines = split(data)
    acts = _quickly(lines, 1, path, kinds)
    if acts is not None:
        return tuple(acts), lines, []
    acts, findings = [], list[Finding]()
    for number, line in enumerate(lines, 1):
        sure = _quickly((line,), number, path, kinds)
        if sure is not None:
            acts += sure
            continue
        try:
            act = _act(line, number, Place(path, number, 1), kinds, findings)
        except _RefusedError as refused:
            findings.append(refused.finding)
        else:
            if act is not None:
                acts.append(act)
    return tuple(acts), lines, findings


def _quickly(lines: tuple[bytes, ...], first: int, path: str, kinds: Mapping[str, ActKind] | None) -> list[Act] | None:
    """The acts of lines that are surely right; None where one is not, and has to be read again to find out why."""
    try:
        return quickly(lines, first, path, kinds)
    except (ValueError, RecursionError):
        return None


def split(data: bytes) -> tuple[bytes, ...]:
    """The lines of a slip with LF line ends, each with its newline."""
    *whole, last = data.replace(b"\r\n", b"\n").split(b"\n")
    return (*[part + b"\n" for part in whole], *([last] if last else []))


def _act(
    line: bytes, number: int, place: Place, kinds: Mapping[str, ActKind] | None, findings: list[Finding]
) -> Act | None:
    node = _parsed(line, place)
    faults: list[Finding] = []
    values = shape(node, fixed("slip"), faults)
    kind = None if kinds is None or values is None else kinds.get(values.get("act", ""))
    if values and kinds is not None and kind is None and "act" in values:
        faults.append(unknown(("FMT067", "FMT068"), values["act"], kinds, place))
    if values and "covers" in values:
        faults += _covers_faults(node, values["covers"], place)
    data = _data(values.get("data"), kind, faults, place) if values else {}
    findings += faults
    if faults:
        return None
    scan = values.get("scan")
    return Act(
        line=number,
        act=values["act"],
        by=values["by"],
        at=values["at"],
        post=values.get("post", ""),
        opinion=values.get("opinion", ""),
        data=data,
        covers_document=values["covers"]["document"],
        covers_acts=int(values["covers"]["acts"]),
        evidence=values.get("evidence", ""),
        attested_by=values.get("attested_by", ""),
        scan=None if scan is None else Attachment(scan["file"], scan["sha256"], place),
        sig=values.get("sig", ""),
    )


def _covers_faults(node: Node, covers: Mapping[str, Any], place: Place) -> list[Finding]:
    """An act's `covers.acts` is a whole number. More than there are lines is for the signatures' check to say."""
    acts = covers.get("acts")
    if acts is None:
        return []
    written = node.mapping["covers"].mapping["acts"]
    if not written.plain or acts != acts.to_integral_value():
        return [Finding("FMT065", place, {"value": clip(str(written.value))})]
    return []


def _data(node: Node | None, kind: ActKind | None, faults: list[Finding], place: Place) -> Mapping[str, Any]:
    if kind is None:
        value = {} if node is None else plain(node)
        return value if isinstance(value, dict) else {}
    shaped = shape(node or Node({}, place), Field("data", "", "object", properties=kind.data), faults, None, "data")
    return shaped if isinstance(shaped, dict) else {}


def _parsed(line: bytes, place: Place) -> Node:
    if len(line) > LINE_LIMIT:
        raise _RefusedError("FMT005", place, size=str(len(line)), limit=str(LINE_LIMIT))
    if not line.endswith(b"\n"):
        raise _RefusedError("FMT061", place)
    try:
        text = line[:-1].decode("utf-8")
    except UnicodeDecodeError as error:
        column = len(line[: error.start].decode("utf-8")) + 1
        at = Place(place.path, place.line, column)
        raise _RefusedError("FMT001", at, byte=f"0x{line[error.start]:02X}", offset=str(error.start)) from None
    if not text.strip(" \t\r"):
        raise _RefusedError("FMT062", place)
    try:
        value = json.loads(
            text,
            object_pairs_hook=lambda pairs: _pairs(pairs, place),
            parse_int=Number,
            parse_float=Number,
            parse_constant=Number,
        )
    except json.JSONDecodeError as error:
        raise _RefusedError("FMT060", Place(place.path, place.line, error.pos + 1), problem=error.msg) from None
    except RecursionError:
        raise _RefusedError("FMT006", place, limit=str(DEPTH)) from None
    return _node(value, place, 0)


def _pairs(pairs: list[tuple[str, Any]], place: Place) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _RefusedError("FMT063", place, key=clip(twice))
    return values


def _node(value: Any, place: Place, depth: int) -> Node:
    if depth > DEPTH:
        raise _RefusedError("FMT006", place, limit=str(DEPTH))
    if isinstance(value, dict):
        return Node(
            {key: _node(item, place, depth + 1) for key, item in value.items()}, place, keys=dict.fromkeys(value, place)
        )
    if isinstance(value, list):
        return Node([_node(item, place, depth + 1) for item in value], place)
    if isinstance(value, str):
        hidden = texts.unseen(value, place.path, place.line)
        if hidden:
            raise _RefusedError(hidden[0].code, place, **hidden[0].args)
        return Node(str(value), place, isinstance(value, Number))
    return Node({True: "true", False: "false", None: "null"}[value], place, True)
