"""What an act's signature covers, and how an act is written as one line of a slip.

The payload is one canonical JSON object: keys sorted, no spaces, UTF-8 without escapes, no newline at the end. It
names the record's permanent id, the document's hash, and the hash of the slip's earlier lines, so that an edited
document, an act lifted onto another record, and a removed or reordered act are all refused.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec

from placet.model import Act

VERSION = 1


def slip_hash(prefix: bytes) -> str:
    """The digest ("sha256:…") of the slip's first lines, given as bytes with their newlines."""
    return "sha256:" + hashlib.sha256(prefix).hexdigest()


def payload(record_id: str, act: Act, prefix: bytes) -> bytes:
    """The bytes that `act` on the record `record_id` signs; `prefix` is the bytes of its first `covers_acts` lines."""
    return _written(
        _Payload(
            act=act.act,
            at=act.at.isoformat(),
            attested_by=act.attested_by,
            by=act.by,
            covers=_Covers(act.covers_acts, act.covers_document, slip_hash(prefix)),
            data=msgspec.Raw(_sorted(plain(act.data)).encode()) if act.data else msgspec.UNSET,
            evidence=act.evidence,
            opinion=act.opinion,
            post=act.post,
            record=record_id,
            scan=_Scan(act.scan.file, act.scan.sha256) if act.scan is not None else msgspec.UNSET,
            v=VERSION,
        )
    )


class _Covers(msgspec.Struct, gc=False):
    acts: int
    document: str
    slip: str


class _Scan(msgspec.Struct, gc=False):
    file: str
    sha256: str


class _Payload(msgspec.Struct, omit_defaults=True, kw_only=True, gc=False):
    """The canonical object with its keys in order; what is empty is left out."""

    act: str
    at: str
    attested_by: str = ""
    by: str
    covers: _Covers
    data: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET
    evidence: str = ""
    opinion: str = ""
    post: str = ""
    record: str
    scan: _Scan | msgspec.UnsetType = msgspec.UNSET
    v: int


def line(act: Act) -> bytes:
    """`act` as a line of its slip, newline included; a note has neither evidence nor signature."""
    content = _content(act)
    if act.covers_document:
        content["covers"] = {"document": act.covers_document, "acts": act.covers_acts}
    order = ("act", "by", "post", "at", "opinion", "data", "covers", "evidence", "attested_by", "scan")
    ordered = {key: content[key] for key in order if key in content}
    if act.sig:
        ordered["sig"] = act.sig
    return _ordered(ordered).encode() + b"\n"


def _content(act: Act) -> dict[str, Any]:
    content: dict[str, Any] = {"act": act.act, "by": act.by, "at": act.at.isoformat()}
    optional = (
        ("post", act.post),
        ("opinion", act.opinion),
        ("data", plain(act.data)),
        ("evidence", act.evidence),
        ("attested_by", act.attested_by),
    )
    content |= {key: value for key, value in optional if value}
    if act.scan is not None:
        content["scan"] = {"file": act.scan.file, "sha256": act.scan.sha256}
    return content


def plain(value: Any) -> Any:
    """`value` as JSON knows it: dates as ISO text, decimals as numbers without trailing zeros, tuples as lists."""
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, date):
        return value.isoformat()
    return value


def _number(value: Decimal) -> int | float:
    """The shortest JSON number for `value`; ValueError when a double cannot hold its digits."""
    if value == value.to_integral_value():
        return int(value)
    number = float(value)
    if Decimal(repr(number)) != value or "e" in repr(number):
        raise ValueError(f"{value} has too many digits for an act")
    return number


#: As JSON, with no more escapes than JSON demands (RFC 8259 §7).
_written = msgspec.json.Encoder().encode
_sorted, _ordered = (
    json.JSONEncoder(ensure_ascii=False, sort_keys=sort, separators=(",", ":"), allow_nan=False).encode
    for sort in (True, False)
)
