"""The quick way through lines of a slip: only what is written exactly as this program writes it.

It takes only what the thorough way of `slip` would take without a word, and gives the same acts.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from typing import Annotated, Any

import msgspec

from placet.model import Act, ActKind, Attachment, Field, Place
from placet.readers import characters
from placet.readers.formats import fixed
from placet.readers.quick import Number, Taker, Unsure, taker

#: The longest line, in bytes.
LINE_LIMIT = 64 << 10


class _Covers(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    document: str
    acts: int


class _Scan(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    file: str
    sha256: str


class _Line(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True, kw_only=True, gc=False):
    """A line with its keys in the order in which `signing.payload.line` writes them."""

    act: str
    by: str
    post: str = ""
    at: Annotated[datetime, msgspec.Meta(tz=True)]
    opinion: str = ""
    data: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET
    covers: _Covers
    evidence: str = ""
    attested_by: str = ""
    scan: _Scan | None = None
    sig: str = ""


_lines, _encoder = msgspec.json.Decoder(_Line), msgspec.json.Encoder()


def quickly(lines: Sequence[bytes], first: int, path: str, kinds: Mapping[str, ActKind] | None) -> list[Act]:
    """The acts of lines that are surely right, of which `first` is the number of the first one.

    Raises ValueError, or RecursionError, when there are any others among them.
    """
    data = b"".join(lines)
    text = data.decode("utf-8")
    # With an escape in it, a string may hold what the text itself does not show.
    if kinds is None or "\\" in text or max(map(len, lines)) > LINE_LIMIT or characters.first(text) is not None:
        raise Unsure
    found = _lines.decode_lines(data)
    # What is written again alike has every key once, and nothing that JSON could also spell otherwise.
    if len(found) != len(lines) or _encoder.encode_lines(found) != data:
        raise Unsure
    take = _takers()
    return [_act(one, number, path, kinds, take) for number, one in enumerate(found, first)]


def _act(one: _Line, number: int, path: str, kinds: Mapping[str, ActKind], take: _Takers) -> Act:
    covers, scan = one.covers, one.scan
    take.names(one.act, one.by, one.post, one.evidence, one.attested_by)
    kind = kinds.get(one.act)
    if kind is None:
        raise Unsure
    return Act(
        line=number,
        act=one.act,
        by=one.by,
        at=one.at,
        post=one.post,
        opinion=take.opinion(one.opinion),
        data=_data_taker(kind)({} if one.data is msgspec.UNSET else _decoder.decode(bytes(one.data).decode())),
        covers_document=take.document(covers.document),
        covers_acts=take.count(covers.acts),
        evidence=one.evidence,
        attested_by=one.attested_by,
        scan=None if scan is None else Attachment(*take.scan(scan.file, scan.sha256), Place(path, number, 1)),
        sig=take.sig(one.sig) if one.sig else "",
    )


@dataclass(frozen=True, slots=True)
class _Takers:
    """What takes the values of a line; what many lines share is looked at once. Each raises Unsure."""

    names: Callable[[str, str, str, str, str], None]
    opinion: Taker
    document: Taker
    count: Callable[[int], int]
    scan: Callable[[str, str], tuple[str, str]]
    sig: Taker


@cache
def _takers() -> _Takers:
    form = fixed("slip").properties
    by_key = {key: taker(field) for key, field in form.items()}
    covers, scan = ({key: taker(one) for key, one in form[name].properties.items()} for name in ("covers", "scan"))

    def names(act: str, by: str, post: str, evidence: str, attested_by: str) -> None:
        optional = {"post": post, "evidence": evidence, "attested_by": attested_by}
        for key, value in {"act": act, "by": by, **{key: value for key, value in optional.items() if value}}.items():
            by_key[key](value)

    return _Takers(
        names=lru_cache(4096)(names),
        opinion=by_key["opinion"],
        document=lru_cache(256)(covers["document"]),
        count=lru_cache(256)(lambda count: int(covers["acts"](Number(count)))),
        scan=lambda file, digest: (scan["file"](file), scan["sha256"](digest)),
        sig=by_key["sig"],
    )


_data_takers: dict[int, tuple[ActKind, Taker]] = {}


def _data_taker(kind: ActKind) -> Taker:
    """What takes the data of acts of a kind; by identity, because a kind holds mappings and cannot be hashed."""
    known = _data_takers.get(id(kind))
    if known is None:
        known = _data_takers[id(kind)] = (kind, taker(Field("data", "", "object", properties=kind.data)))
        while len(_data_takers) > _TAKERS_KEPT:
            del _data_takers[next(iter(_data_takers))]
    return known[1]


def _unrepeated(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) < len(pairs):
        raise Unsure
    return values


_decoder = json.JSONDecoder(object_pairs_hook=_unrepeated, parse_int=Number, parse_float=Number, parse_constant=Number)
_TAKERS_KEPT = 1000
