"""Records packed into bytes with the proofs of their acts, and back again.

What comes back judges alike. Left out are the bytes of the slip (asked for where they are needed) and the signatures,
of which a digest stays so that a copied one is recognised.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from hashlib import sha256
from typing import Any

import msgspec

from placet.model import Act, Attachment, Place, Record, Register
from placet.readers.record import numbered
from placet.signing.proof import Proof
from placet.signing.publickeys import PublicKey

_DECIMAL, _DATE, _DATETIME = 1, 2, 3


class _Act(msgspec.Struct, array_like=True, gc=False):
    line: int
    act: str
    by: str
    at: str
    post: str
    opinion: str
    data: dict[str, Any]
    typed: bool
    document: str
    covers: int
    evidence: str
    attested_by: str
    scan: tuple[str, str] | None
    sig: str
    key: str
    blob: bytes
    reason: str
    moved: bool
    repeats: int


class _Record(msgspec.Struct, array_like=True, gc=False):
    id: str
    title: str
    classification: str
    fields: dict[str, Any]
    refers: tuple[str, ...]
    attachments: list[tuple[str, str, int, int]]
    body: str
    document: str
    acts: list[_Act]
    marks: dict[str, tuple[int, int]]
    annulled: str


class Marks(Mapping[str, Place]):
    """The places of a record's keys, made when they are asked for."""

    __slots__ = ("_path", "_spots")

    def __init__(self, path: str, spots: Mapping[str, tuple[int, int]]) -> None:
        self._path, self._spots = path, spots

    def __getitem__(self, key: str) -> Place:
        return Place(self._path, *self._spots[key])

    def __iter__(self) -> Iterator[str]:
        return iter(self._spots)

    def __len__(self) -> int:
        return len(self._spots)


def pack(record: Record, proofs: Sequence[Proof]) -> bytes:
    """The record and what its slip proves."""
    return _encoder.encode(
        _Record(
            id=record.id,
            title=record.title,
            classification=record.classification,
            fields={key: _plain(value) for key, value in record.fields.items()},
            refers=record.refers,
            attachments=[(one.file, one.sha256, one.place.line, one.place.column) for one in record.attachments],
            body=record.body,
            document=record.document,
            acts=[_act(act, proof) for act, proof in zip(record.acts, proofs, strict=True)],
            marks={key: (place.line, place.column) for key, place in record.marks.items()},
            annulled=record.annulled,
        )
    )


def unpack(
    data: bytes, path: str, register: Register, slip: Callable[[], tuple[bytes, ...]] | None
) -> tuple[Record, tuple[Proof, ...]]:
    """The record at `path` and its proofs; with `slip`, the lines it gives are the record's."""
    packed = _decoder.decode(data)
    year, number = numbered(path, register)
    slip_path = path.removesuffix(".md") + ".jsonl"
    record = Record(
        path=path,
        unit=register.unit,
        register=register.name,
        kind=register.kind,
        id=packed.id,
        title=packed.title,
        classification=packed.classification,
        fields={key: value if type(value) is str else _tuples(value) for key, value in packed.fields.items()},
        refers=packed.refers,
        attachments=tuple(
            Attachment(file, digest, Place(path, line, column)) for file, digest, line, column in packed.attachments
        ),
        body=packed.body,
        document=packed.document,
        acts=tuple(_unpacked(one, slip_path) for one in packed.acts),
        slip_lines=slip() if slip is not None else (),
        marks=Marks(path, packed.marks),
        year=year,
        number=number,
        annulled=packed.annulled,
    )
    return record, tuple([_proof(one.key, one.blob, one.reason, one.moved, one.repeats) for one in packed.acts])


@lru_cache(maxsize=4096)
def _proof(key: str, blob: bytes, reason: str, moved: bool, repeats: int) -> Proof:
    return Proof(PublicKey(key, blob) if key else None, reason, moved, repeats)


@lru_cache(maxsize=64)
def signature(sig: str) -> str:
    """The digest that stands for a signature."""
    return sha256(sig.encode()).hexdigest()[:24] if sig else ""


def _act(act: Act, proof: Proof) -> _Act:
    return _Act(
        line=act.line,
        act=act.act,
        by=act.by,
        at=act.at.isoformat(),
        post=act.post,
        opinion=act.opinion,
        data={key: _plain(value) for key, value in act.data.items()} if act.data else {},
        typed=not act.data or not any(isinstance(value, list) for value in act.data.values()),
        document=act.covers_document,
        covers=act.covers_acts,
        evidence=act.evidence,
        attested_by=act.attested_by,
        scan=(act.scan.file, act.scan.sha256) if act.scan else None,
        sig=signature(act.sig),
        key=proof.key.type if proof.key else "",
        blob=proof.key.blob if proof.key else b"",
        reason=proof.reason,
        moved=proof.moved,
        repeats=proof.repeats,
    )


def _unpacked(one: _Act, path: str) -> Act:
    return Act(
        line=one.line,
        act=one.act,
        by=one.by,
        at=datetime.fromisoformat(one.at),
        post=one.post,
        opinion=one.opinion,
        data={key: _tuples(value) for key, value in one.data.items()} if one.typed and one.data else one.data,
        covers_document=one.document,
        covers_acts=one.covers,
        evidence=one.evidence,
        attested_by=one.attested_by,
        scan=Attachment(*one.scan, Place(path, one.line, 1)) if one.scan else None,
        sig=one.sig,
    )


def _plain(value: Any) -> Any:
    """A value in terms of msgpack; what that does not know is marked by its kind."""
    if type(value) is str or isinstance(value, bool):
        return value
    if isinstance(value, Decimal):
        return msgspec.msgpack.Ext(_DECIMAL, str(value).encode())
    if isinstance(value, datetime):
        return msgspec.msgpack.Ext(_DATETIME, value.isoformat().encode())
    if isinstance(value, date):
        return msgspec.msgpack.Ext(_DATE, value.isoformat().encode())
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value]


def _tuples(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_tuples(item) for item in value)
    if isinstance(value, dict):
        return {key: _tuples(item) for key, item in value.items()}
    return value


def _marked(code: int, data: memoryview) -> object:
    text = bytes(data).decode()
    if code == _DECIMAL:
        return Decimal(text)
    return datetime.fromisoformat(text) if code == _DATETIME else date.fromisoformat(text)


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(_Record, ext_hook=_marked)
