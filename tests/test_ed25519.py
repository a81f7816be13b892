"""Ed25519 at its edges: what holds here holds for OpenSSL and for ssh-keygen, and never the other way round."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from placet.signing import sshsig
from placet.signing.ed25519 import Ed25519Key
from placet.signing.wire import string
from tests.test_sshsig import openssh_accepts, pack, reason

# The curve of RFC 8032 §5.1, written out so that signatures can be made that no library would make.
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)

Point = tuple[int, int]
NEUTRAL: Point = (0, 1)


def x_of(y: int, odd: bool) -> int | None:
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    if square == 0:
        return None if odd else 0
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P:
        return None
    return P - x if x % 2 != odd else x


def add(one: Point, other: Point) -> Point:
    (x1, y1), (x2, y2) = one, other
    product = D * x1 * x2 * y1 * y2 % P
    x = (x1 * y2 + x2 * y1) * pow(1 + product, -1, P) % P
    return x, (y1 * y2 + x1 * x2) * pow(1 - product, -1, P) % P


def times(factor: int, point: Point) -> Point:
    found = NEUTRAL
    while factor:
        if factor & 1:
            found = add(found, point)
        point, factor = add(point, point), factor >> 1
    return found


def packed(point: Point) -> bytes:
    return (point[1] | (point[0] & 1) << 255).to_bytes(32, "little")


@cache
def base() -> Point:
    y = 4 * pow(5, -1, P) % P
    x = x_of(y, odd=False)
    assert x is not None
    return x, y


@cache
def torsion() -> Point:
    """A point of order eight."""
    for y in range(2, 100):
        x = x_of(y, odd=False)
        if x is not None:
            found = times(ORDER, (x, y))
            if times(4, found) != NEUTRAL:
                return found
    raise LookupError


SECRET = 0x1234567890ABCDEF1234567890ABCDEF


def signed(data: bytes, key: bytes, secret: int = SECRET, r: int = 987654321, shift: Point = NEUTRAL) -> bytes:
    """A signature whose R is moved by `shift`; right when that is neutral and `key` is the secret's own."""
    first = packed(add(times(r, base()), shift))
    return first + ((r + hashed(first, key, data) * secret) % ORDER).to_bytes(32, "little")


def hashed(first: bytes, key: bytes, data: bytes) -> int:
    return int.from_bytes(hashlib.sha512(first + key + data).digest(), "little") % ORDER


def ours(key: bytes, signature: bytes, data: bytes) -> bool:
    try:
        Ed25519Key(key).verify(signature, data)
    except (InvalidSignature, ValueError):
        return False
    return True


def openssl(key: bytes, signature: bytes, data: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, data)
    except (InvalidSignature, ValueError):
        return False
    return True


KEY = packed(times(SECRET, base()))
DATA = b"the same on every machine"


def test_our_own_arithmetic_signs_as_everybody_does() -> None:
    assert all(check(KEY, signed(DATA, KEY), DATA) for check in (ours, openssl))
    private = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    raw = private.public_key().public_bytes_raw()
    assert ours(raw, private.sign(DATA), DATA)
    assert not ours(raw, private.sign(DATA), DATA + b".")


def small(order: int) -> bytes:
    return packed(times(8 // order, torsion()))


def unreduced(signature: bytes) -> bytes:
    return signature[:32] + (int.from_bytes(signature[32:], "little") + ORDER).to_bytes(32, "little")


def lucky(key: bytes, secret: int) -> tuple[bytes, bytes]:
    """Data and a signature by a key of small or mixed order that satisfy the equation without the cofactor."""
    for number in range(200):
        data = b"try %d" % number
        found = signed(data, key, secret, r=1000 + number)
        if hashed(found[:32], key, data) % 8 == 0:
            return data, found
    raise LookupError


MIXED = packed(add(times(SECRET, base()), torsion()))
#: Name → key, signature, data, and whether OpenSSL takes it. Ours takes none of them.
EDGES = {
    "S not reduced": (KEY, unreduced(signed(DATA, KEY)), DATA, False),
    "R of mixed order": (KEY, signed(DATA, KEY, shift=torsion()), DATA, False),
    "R neutral": (KEY, signed(DATA, KEY, r=0), DATA, True),
    "key of mixed order": (MIXED, *reversed(lucky(MIXED, SECRET)), True),
    **{f"key of order {n}": (small(n), *reversed(lucky(small(n), 0)), True) for n in (1, 2, 4, 8)},
    "key not canonical": ((P + 1).to_bytes(32, "little"), *reversed(lucky((P + 1).to_bytes(32, "little"), 0)), True),
    "key not on the curve": ((2).to_bytes(32, "little"), bytes(64), DATA, False),
    "key all zero": (bytes(32), bytes(64), DATA, False),
    "key too short": (KEY[:31], signed(DATA, KEY), DATA, False),
    "key too long": (KEY + b"\0", signed(DATA, KEY), DATA, False),
    "signature empty": (KEY, b"", DATA, False),
    "signature cut": (KEY, signed(DATA, KEY)[:63], DATA, False),
    "signature longer": (KEY, signed(DATA, KEY) + b"\0", DATA, False),
    "signature all zero": (KEY, bytes(64), DATA, False),
}


@pytest.mark.parametrize("name", EDGES)
def test_edges(name: str) -> None:
    key, signature, data, taken = EDGES[name]
    assert not ours(key, signature, data)
    assert openssl(key, signature, data) is taken


def test_a_bad_key_is_refused_where_it_is_named(tmp_path: Path) -> None:
    for name in ("key of mixed order", "key of order 1", "key of order 8", "key not canonical", "key not on the curve"):
        key = EDGES[name][0]
        with pytest.raises(sshsig.SignatureError, match=r"^malformed: ed25519 key$"):
            sshsig.from_blob(string(b"ssh-ed25519") + string(key))
        blob = pack(string(b"ssh-ed25519") + string(key), lambda _: string(b"ssh-ed25519") + string(bytes(64)))
        assert reason(blob) == "malformed"


#: What is done to a good signature over the preimage, and whether ssh-keygen takes it all the same. Ours never does.
SPOILT: dict[str, tuple[Callable[[bytes], bytes], bool]] = {
    "S not reduced": (lambda data: unreduced(signed(data, KEY)), True),
    "R of mixed order": (lambda data: signed(data, KEY, shift=torsion()), False),
    "R neutral": (lambda data: signed(data, KEY, r=0), True),
    "cut": (lambda data: signed(data, KEY)[:63], False),
    "longer": (lambda data: signed(data, KEY) + b"\0", False),
    "all zero": (lambda _: bytes(64), False),
}


@pytest.mark.parametrize("name", SPOILT)
def test_ours_is_stricter_than_ssh_keygen(name: str, tmp_path: Path) -> None:
    spoil, taken = SPOILT[name]
    blob = pack(string(b"ssh-ed25519") + string(KEY), lambda data: string(b"ssh-ed25519") + string(spoil(data)))
    assert reason(blob) == "mismatch"
    assert openssh_accepts(tmp_path, blob) is taken


def test_a_good_signature_is_taken_by_both(tmp_path: Path) -> None:
    blob = pack(string(b"ssh-ed25519") + string(KEY), lambda data: string(b"ssh-ed25519") + string(signed(data, KEY)))
    assert (reason(blob), openssh_accepts(tmp_path, blob)) == ("", True)


def test_whatever_is_done_to_a_signature_ours_takes_no_more_than_openssl() -> None:
    chance = random.Random(20260618)
    private = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    raw, signature = private.public_key().public_bytes_raw(), private.sign(DATA)
    for _ in range(2000):
        parts = [bytearray(raw), bytearray(signature), bytearray(DATA)]
        part = chance.choice(parts)
        part[chance.randrange(len(part))] ^= 1 << chance.randrange(8)
        key, sign, data = map(bytes, parts)
        assert not ours(key, sign, data)
        assert not openssl(key, sign, data)
