"""Ed25519 signatures (RFC 8032), checked by libsodium, which takes half the time that OpenSSL takes.

Verifiers differ in what they let through at the edges, so that one and the same signature could hold on one machine and
not on another. What holds here holds for OpenSSL and `ssh-keygen` as well, and is the same on every platform:

- the key is a point of the main subgroup in its one canonical form, so neither of small nor of mixed order;
- S is reduced (RFC 8032 §5.1.7), and R is the canonical form of a point that is not of small order;
- R = S·B − H·A exactly (the equation without the cofactor), so an R of mixed order does not hold.
"""

from __future__ import annotations

from cryptography.exceptions import InvalidSignature
from nacl.bindings import crypto_core_ed25519_is_valid_point, crypto_sign_open
from nacl.exceptions import BadSignatureError

#: The length of a signature and of a key, in bytes.
SIGNATURE, KEY = 64, 32


class Ed25519Key:
    """A public key that checks signatures; ValueError for bytes that are no key."""

    def __init__(self, raw: bytes) -> None:
        if len(raw) != KEY or not crypto_core_ed25519_is_valid_point(raw):
            raise ValueError("not a key")
        self._raw = raw

    def verify(self, signature: bytes, data: bytes) -> None:
        """Pass when `signature` over `data` is this key's; otherwise raise InvalidSignature."""
        if len(signature) != SIGNATURE:
            raise InvalidSignature
        try:
            crypto_sign_open(signature + data, self._raw)
        except BadSignatureError as error:
            raise InvalidSignature from error
