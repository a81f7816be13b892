"""Whether an act's signature holds over what it claims to cover, and, when it does not, what was done to the slip."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterator, MutableMapping, Sequence
from itertools import permutations
from math import perm
from typing import TypeAlias

import msgspec
from msgspec.structs import replace

from placet.model import Act
from placet.signing import sshsig
from placet.signing.payload import payload
from placet.signing.publickeys import PublicKey, SignatureError

#: What was found out before: digest of payload and signature → (key type, key blob in hexadecimal, reason).
Cache: TypeAlias = "MutableMapping[str, tuple[str, str, str]]"

_MOST_ORDERS = 2000


class Proof(msgspec.Struct, frozen=True, gc=False):
    """What a slip proves of one of its lines, whoever's the key may be.

    `key` made the signature, or `reason` says why there is none: that of a `SignatureError`, or absent (no signature),
    lines (it claims to cover lines that do not precede it). `moved`: it holds over the other lines in another order.
    `repeats` is the earlier line that says the same, 0 when none does.
    """

    key: PublicKey | None
    reason: str = ""
    moved: bool = False
    repeats: int = 0


def prove(record_id: str, acts: Sequence[Act], lines: Sequence[bytes], cache: Cache | None = None) -> tuple[Proof, ...]:
    """The proof of each act of the slip with these lines, from nothing but the slip and the record's id."""
    first: dict[bytes | str, int] = {}
    proofs: list[Proof] = []
    for act in acts:
        repeats = first.setdefault(lines[act.line - 1], act.line)
        if act.sig:
            repeats = min(repeats, first.setdefault(act.sig, act.line))
        proofs.append(_proof(record_id, act, lines, repeats if repeats < act.line else 0, cache))
    return tuple(proofs)


def _proof(record_id: str, act: Act, lines: Sequence[bytes], repeats: int, cache: Cache | None) -> Proof:
    if not act.evidence or not act.sig:
        return Proof(None, "absent", repeats=repeats)
    if act.covers_acts >= act.line:
        found = Proof(None, "lines")
    else:
        found = verify_act(record_id, act, b"".join(lines[: act.covers_acts]), cache)
    moved = found.reason in ("mismatch", "lines") and reordered(record_id, act, lines)
    return replace(found, moved=moved, repeats=repeats) if moved or repeats else found


def verify_act(record_id: str, act: Act, prefix: bytes, cache: Cache | None = None) -> Proof:
    """Which key signed `act` on the record with this id, whose slip begins with the bytes `prefix`.

    Pure; `cache` only saves the arithmetic, since its keys are digests of everything the answer depends on.
    """
    try:
        message = payload(record_id, act, prefix)
    except ValueError:
        return Proof(None, "malformed")
    if cache is None:
        return _verify(act.sig, message)
    digest = hashlib.sha256(message + b"\0" + act.sig.encode()).hexdigest()
    known = cache.get(digest)
    if known is not None:
        kind, blob, reason = known
        return Proof(None if reason else PublicKey(kind, bytes.fromhex(blob)), reason)
    proof = _verify(act.sig, message)
    key = proof.key
    cache[digest] = (key.type, key.blob.hex(), "") if key else ("", "", proof.reason)
    return proof


def reordered(record_id: str, act: Act, lines: Sequence[bytes]) -> bool:
    """Whether the signature holds over the slip's other lines in another order, or without some that now precede it."""
    others = [line for number, line in enumerate(lines, 1) if number != act.line]
    return any(verify_act(record_id, act, prefix).key for prefix in _prefixes(others, act.covers_acts))


def _prefixes(others: Sequence[bytes], count: int) -> Iterator[bytes]:
    """Candidate beginnings of a slip: every order when there are few lines, otherwise one swap or one line left out."""
    if count == 0 or count > len(others):
        return
    if perm(len(others), count) <= _MOST_ORDERS:
        yield from map(b"".join, permutations(others, count))
        return
    for left in range(count + 1):
        rest = [*others[:left], *others[left + 1 :]]
        yield b"".join(rest[:count])
        swapped = list(others)
        swapped[left : left + 2] = reversed(swapped[left : left + 2])
        yield b"".join(swapped[:count])


def _verify(signature: str, message: bytes) -> Proof:
    try:
        return Proof(sshsig.verify(base64.b64decode(signature, validate=True), message))
    except SignatureError as error:
        return Proof(None, error.reason)
    except (binascii.Error, ValueError):
        return Proof(None, "malformed")
