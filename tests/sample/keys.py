"""Demonstration keys: derived from public words, so that anyone can make them again. They protect nothing.

Use them only for the sample cabinet and in tests. A real person's key is made by `ssh-keygen` and never leaves them.
"""

from __future__ import annotations

import hashlib

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from placet.signing.keys import KeySigner

_PURPOSE = "placet demonstration key"


def private_key(person: str, ordinal: int = 1) -> Ed25519PrivateKey:
    """The `ordinal`-th demonstration key of a person id, the same on every machine."""
    seed = hashlib.sha256(f"{_PURPOSE}|{person}|{ordinal}".encode()).digest()
    return Ed25519PrivateKey.from_private_bytes(seed)


def signer(person: str, ordinal: int = 1) -> KeySigner:
    """What signs acts in that person's name."""
    return KeySigner(private_key(person, ordinal))


def public_line(person: str, ordinal: int = 1) -> str:
    """The OpenSSH public key line for `people.yaml`, without comment."""
    return signer(person, ordinal).public.line
