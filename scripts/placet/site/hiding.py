"""What the audience of an edition may not see, found piece by piece."""

from __future__ import annotations

from dataclasses import replace

import msgspec

from placet.audience import Hidden, hidden
from placet.judge import Outcome
from placet.model.audience import PUBLIC
from placet.rules.demands.withhold import Withhold
from placet.shards import keys
from placet.shards.check import Checked
from placet.shards.kept import decoded
from placet.shards.pieces import Piece
from placet.shards.store import Store
from placet.site.records import outcome_of, records_of


class _Kept(msgspec.Struct, array_like=True):
    """The hidden records of a piece, and the hidden fields of others."""

    key: str
    records: list[str]
    fields: dict[str, list[str]]


_encode = msgspec.msgpack.Encoder().encode
_decoder = msgspec.msgpack.Decoder(_Kept)


def what_is_hidden(checked: Checked, audience: str, store: Store) -> Hidden:
    """What `audience` may not see of a cabinet."""
    bench = checked.bench
    parts = [
        _part(checked, piece, audience, store) for piece in bench.pieces.values() if _may(checked, piece, audience)
    ]
    paths = [path for part in parts for path in part.records]
    fields = {path: frozenset(names) for part in parts for path, names in part.fields.items()}
    closed = hidden(replace(bench.frame, records={}), _nothing(checked), audience).registers
    return Hidden(audience, {path: bench.directory.record(path) for path in paths}, fields, closed)


def digest(what: Hidden) -> str:
    """What all that is hidden is called, as far as other records may mention it."""
    return keys.digest([what.audience, *sorted(what.names), *sorted(what.registers)])


def name(piece: str) -> str:
    """Under which name it is kept what of a piece is hidden."""
    return f"hidden {piece}"


def _may(checked: Checked, piece: Piece, audience: str) -> bool:
    """Whether anything in a piece may be hidden from an audience; most pieces are not looked at for this."""
    register = checked.bench.frame.registers[piece.register]
    rules = checked.bench.rules.get((register.unit, register.kind), ())
    return audience == PUBLIC or any(
        isinstance(demand, Withhold) and demand.withholds_from(audience) for rule in rules for demand, _ in rule.demands
    )


def _part(checked: Checked, piece: Piece, audience: str, store: Store) -> _Kept:
    moment = checked.tally.as_of.isoformat()
    key = keys.digest([checked.key, audience, moment, piece.digest, checked.judgements[piece.name]])
    known = decoded(_decoder, store.read(name(piece.name)))
    if known is None or known.key != key:
        records = records_of(checked, piece)
        what = hidden(replace(checked.bench.frame, records=records), outcome_of(checked, piece, records), audience)
        known = _Kept(key, sorted(what.records), {path: sorted(names) for path, names in what.fields.items()})
        store.write(name(piece.name), _encode(known))
    return known


def _nothing(checked: Checked) -> Outcome:
    return Outcome(checked.tally.as_of, (), (), (), {}, checked.bench.book.rules)
