"""Reading a piece: every record parsed and its signatures proved, once for the same two files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import msgspec

from placet.cabinet import load_records
from placet.directory import Shelf
from placet.model import Cabinet, Finding, Record, Register
from placet.readers import slip
from placet.shards import packed
from placet.shards.pieces import Part, Piece
from placet.shards.store import Store
from placet.signing.proof import Proof, prove
from placet.tree import Tree


class Row(msgspec.Struct, array_like=True, gc=False):
    """A document and its slip, by their blob ids, and the packed record that they make."""

    path: str
    document: str
    slip: str
    record: bytes


class _Rows(msgspec.Struct, array_like=True):
    key: str
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Read:
    """A piece that was read: its shelf, the faults met, and the digests of the signatures that hold, with paths."""

    shelf: Shelf
    findings: tuple[Finding, ...]
    signatures: Mapping[str, str]


class _Proved(msgspec.Struct, array_like=True):
    key: str
    signatures: dict[str, str]


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(_Rows)
_proved_decoder = msgspec.msgpack.Decoder(_Proved)


class Reader:
    """Reads pieces of one tree by the registers and kinds of `frame`.

    `key` gives, for a register, the digest of what its records are read by; `lines`: records need their slip's bytes.
    """

    def __init__(self, tree: Tree, frame: Cabinet, key: Callable[[str], str], store: Store, *, lines: bool) -> None:
        self._tree, self._frame, self.key, self._store, self._lines = tree, frame, key, store, lines
        self.rows = lru_cache(maxsize=16)(self._rows)

    def read(self, piece: Piece) -> Read:
        """Parse what is new in a piece and keep all its records."""
        known = {(row.path, row.document, row.slip): row for row in self._rows(piece.name).values()}
        kept: dict[str, Row] = {}
        for path, document in piece.files.items():
            row = known.get((path, document, piece.files.get(_slip(path), ""))) if path.endswith(".md") else None
            if row is not None:
                kept[path] = row
        settled = set(chain.from_iterable((path, _slip(path)) for path in kept))
        fresh = {path: blob for path, blob in piece.files.items() if path not in settled}
        part = load_records(Part(self._tree, fresh), self._frame)
        records: dict[str, Record] = dict(part.records)
        faulty = {finding.place.path for finding in part.findings}
        rows = dict(kept)
        proved: dict[str, str] = {}
        for path, record in part.records.items():
            proofs = prove(record.id, record.acts, record.slip_lines)
            # A record with faults is read again the next time, for they are not kept.
            if path not in faulty and _slip(path) not in faulty:
                row = Row(path, piece.files[path], piece.files.get(_slip(path), ""), packed.pack(record, proofs))
                rows[path] = row
            proved |= {packed.signature(sig): path for sig in _proved(record, proofs)}
        self._store.write(_records(piece.name), _encoder.encode(_Rows(self.key(piece.register), list(rows.values()))))
        for path, row in kept.items():
            records[path], proofs = packed.unpack(row.record, path, self._register(path), None)
            proved |= dict.fromkeys(_proved(records[path], proofs), path)
        self._store.write(
            _signatures(piece.name), _encoder.encode(_Proved(self.key(piece.register) + piece.digest, proved))
        )
        return Read(Shelf.of(records.values(), self._frame.kinds), part.findings, proved)

    def signatures(self, piece: Piece) -> Mapping[str, str]:
        """The digests of the signatures that hold in a piece, each with its record's path."""
        data = self._store.read(_signatures(piece.name))
        try:
            found = _proved_decoder.decode(data) if data is not None else None
        except msgspec.MsgspecError:
            found = None
        if found is None or found.key != self.key(piece.register) + piece.digest:
            return self.read(piece).signatures
        return found.signatures

    def record(self, piece: Piece, path: str) -> tuple[Record, tuple[Proof, ...]]:
        """A record of a piece that has been read. Raises KeyError for what cannot be read."""
        beside = piece.files.get(_slip(path), "")
        row = self.rows(piece.name).get(path)
        if row is None or (row.document, row.slip) != (piece.files[path], beside):
            files = {one: piece.files[one] for one in (path, _slip(path)) if one in piece.files}
            record = load_records(Part(self._tree, files), self._frame).records[path]
            proofs = prove(record.id, record.acts, record.slip_lines)
            return packed.unpack(packed.pack(record, proofs), path, self._register(path), lambda: record.slip_lines)
        lines = (lambda: self._slip_lines(_slip(path))) if self._lines and beside else None
        return packed.unpack(row.record, path, self._register(path), lines)

    def _register(self, path: str) -> Register:
        _, unit, name, _ = path.split("/", 3)
        return self._frame.registers[f"{unit}/{name}"]

    def _slip_lines(self, path: str) -> tuple[bytes, ...]:
        return slip.split(self._tree.read(path))

    def _rows(self, name: str) -> Mapping[str, Row]:
        data = self._store.read(_records(name))
        try:
            found = _decoder.decode(data) if data is not None else None
        except msgspec.MsgspecError:
            return {}
        if found is None or found.key != self.key(name.rsplit("/", 2)[0]):
            return {}
        return {row.path: row for row in found.rows}


def _slip(path: str) -> str:
    return path.removesuffix(".md") + ".jsonl"


def _records(name: str) -> str:
    return f"records {name}"


def _signatures(name: str) -> str:
    return f"signatures {name}"


def _proved(record: Record, proofs: tuple[Proof, ...]) -> list[str]:
    """The signatures that hold on a record."""
    pairs = zip(record.acts, proofs, strict=True)
    return [act.sig for act, proof in pairs if proof.key is not None and act.evidence]
