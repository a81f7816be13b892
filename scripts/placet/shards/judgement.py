"""The whole judgement on a piece, for those who show it: every verdict that applies, and how each act stands.

A check needs less of it (`Judged`), so it is kept apart, and read only where pages have to be made anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

import msgspec

from placet.judge import Part
from placet.model import Delegation, Finding, Record, Status, Verdict, Wait
from placet.standing import Standing


class _Verdict(msgspec.Struct, array_like=True, gc=False):
    rule: str
    regulation: str
    article: int
    subject: str
    status: Status
    reasons: tuple[Finding, ...]
    waits: tuple[Wait, ...]
    rests_on: tuple[str, ...]
    period: str


class _Standing(msgspec.Struct, array_like=True, gc=False):
    valid: bool
    grade: str
    fingerprint: str
    post: str
    via: str
    delegation: Delegation | None
    sees: frozenset[int]
    stale: bool
    withdrawn_by: int
    findings: tuple[Finding, ...]


class Judgement(msgspec.Struct, array_like=True):
    """What was found on the records of a piece: the verdicts of the rules that apply, and how acts stand by path."""

    found: list[_Verdict]
    stands: dict[str, list[_Standing]]

    def verdicts(self) -> tuple[Verdict, ...]:
        """Every verdict that applies, record by record."""
        return tuple(Verdict(*_values(one)) for one in self.found)

    def standings(self, records: Mapping[str, Record]) -> dict[str, tuple[Standing, ...]]:
        """How the acts of these records stand, by path; they are the records that were judged."""
        return {
            path: tuple(Standing(record.acts[n], *_values(one)) for n, one in enumerate(self.stands.get(path, ())))
            for path, record in records.items()
        }


_encoder = msgspec.json.Encoder(order="sorted")
_decoder = msgspec.json.Decoder(Judgement)
_values = msgspec.structs.astuple


def packed(part: Part, standings: Mapping[str, tuple[Standing, ...]]) -> bytes:
    """What was found in a piece, as it is kept; the same judgement gives the same bytes."""
    applying = [one for one in part.verdicts if one.status is not Status.NOT_APPLICABLE]
    found = [_Verdict(*[getattr(one, key) for key in _Verdict.__struct_fields__]) for one in applying]
    stands = {path: [_standing(one) for one in of] for path, of in standings.items()}
    return _encoder.encode(Judgement(found, stands))


def unpacked(data: bytes) -> Judgement:
    """The judgement that was packed. Raises MsgspecError for anything else."""
    return _decoder.decode(data)


def digest(data: bytes) -> str:
    """What a packed judgement is called."""
    return sha256(data).hexdigest()


def name(piece: str) -> str:
    """Under which name the judgement on a piece is kept."""
    return f"judgement {piece}"


def _standing(one: Standing) -> _Standing:
    return _Standing(*[getattr(one, key) for key in _Standing.__struct_fields__])
