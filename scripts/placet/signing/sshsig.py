"""The SSHSIG format (OpenSSH PROTOCOL.sshsig, version 1): packing and proving detached signatures.

Stricter than OpenSSH where it tolerates looseness: the version must be 1, the reserved field empty, numbers in
their shortest form, RSA at least 3072 bits, and a security key's owner present.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import Protocol

from cryptography.exceptions import InvalidSignature

from placet.signing.ed25519 import SIGNATURE, Ed25519Key
from placet.signing.publickeys import PublicKey, SignatureError, fingerprint, from_blob, from_line, material_of
from placet.signing.wire import Reader, WireError, string, uint32

MAGIC = b"SSHSIG"
VERSION = 1
NAMESPACE = "placet-act@v1"
HASH = "sha512"
_HASHES = ("sha256", "sha512")

__all__ = [
    "NAMESPACE",
    "PublicKey",
    "SignatureError",
    "Signer",
    "fingerprint",
    "from_blob",
    "from_line",
    "sign",
    "verify",
]


class Signer(Protocol):
    """Something that holds a private key: a key file, an agent, a demonstration key."""

    @property
    def public(self) -> PublicKey:
        """The key that will verify what `sign` gives."""
        ...

    def sign(self, data: bytes) -> bytes:
        """The SSH wire signature over `data`; raises `SignatureError`."""
        ...


def verify(signature: bytes, message: bytes, namespace: str = NAMESPACE) -> PublicKey:
    """The key that made the SSHSIG blob `signature` over `message` in exactly this `namespace`.

    Raises `SignatureError` whose `reason` is malformed, version, namespace, reserved, hash, key-type, weak-key,
    algorithm, user-presence or mismatch. Says nothing about whose key it is.
    """
    opened = _opened(signature[:-SIGNATURE], namespace)
    if opened is not None:
        key, material, hash_name = opened
        try:
            material.verify(signature[-SIGNATURE:], _preimage(message, namespace, hash_name))
        except InvalidSignature as error:
            raise SignatureError("mismatch") from error
        return key
    key_blob, hash_name, inner = _open(signature, namespace)
    key = from_blob(key_blob)
    key.check(inner, _preimage(message, namespace, hash_name))
    return key


def _open(signature: bytes, namespace: str) -> tuple[bytes, str, bytes]:
    """The key's blob, the hash's name and the wire signature; raises `SignatureError` for anything else."""
    try:
        key_blob, found, reserved, hash_name, inner = _parts(signature)
    except WireError as error:
        raise SignatureError("malformed", str(error)) from error
    if found != namespace.encode():
        raise SignatureError("namespace", found.decode("utf-8", "replace"))
    if reserved:
        raise SignatureError("reserved")
    if hash_name not in _HASHES:
        raise SignatureError("hash", hash_name)
    return key_blob, hash_name, inner


@lru_cache(maxsize=4096)
def _opened(head: bytes, namespace: str) -> tuple[PublicKey, Ed25519Key, str] | None:
    """What a signature by an ed25519 key says before its last 64 bytes, which alone differ from act to act.

    None for every other signature, and for one that is refused: the ordinary way finds out why.
    """
    try:
        key_blob, hash_name, inner = _open(head + bytes(SIGNATURE), namespace)
        key = from_blob(key_blob)
        reader = Reader(inner)
        algorithm, raw = reader.text(), reader.string()
        reader.finish()
    except (SignatureError, WireError):
        return None
    material = material_of(key)
    if key.type != algorithm or len(raw) != SIGNATURE or not isinstance(material, Ed25519Key):
        return None
    return key, material, hash_name


def sign(signer: Signer, message: bytes, namespace: str = NAMESPACE) -> bytes:
    """The SSHSIG blob by `signer` over `message`, checked before it is given out; raises `SignatureError`."""
    inner = signer.sign(_preimage(message, namespace, HASH))
    blob = MAGIC + uint32(VERSION) + string(signer.public.blob) + string(namespace.encode())
    blob += string(b"") + string(HASH.encode()) + string(inner)
    verify(blob, message, namespace)
    return blob


def _parts(signature: bytes) -> tuple[bytes, bytes, bytes, str, bytes]:
    reader = Reader(signature)
    if reader.take(len(MAGIC)) != MAGIC:
        raise WireError("not an SSHSIG")
    version = reader.uint32()
    if version != VERSION:
        raise SignatureError("version", str(version))
    parts = reader.string(), reader.string(), reader.string(), reader.text(), reader.string()
    reader.finish()
    return parts


def _preimage(message: bytes, namespace: str, hash_name: str) -> bytes:
    digest = (hashlib.sha512 if hash_name == HASH else hashlib.sha256)(message).digest()
    return _before_digest(namespace, hash_name) + string(digest)


@lru_cache(maxsize=64)
def _before_digest(namespace: str, hash_name: str) -> bytes:
    return MAGIC + string(namespace.encode()) + string(b"") + string(hash_name.encode())
