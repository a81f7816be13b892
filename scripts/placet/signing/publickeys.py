"""OpenSSH public keys and the raw signatures they check (RFC 4253, 5656, 8332, 8709; OpenSSH PROTOCOL.u2f).

Known types: ed25519, ECDSA on P-256, P-384 and P-521, RSA of at least 3072 bits with SHA-2, and the security-key
types `sk-ssh-ed25519@openssh.com` and `sk-ecdsa-sha2-nistp256@openssh.com`, the latter also through a browser
(`webauthn-sk-ecdsa-sha2-nistp256@openssh.com`).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from placet.signing.ed25519 import Ed25519Key
from placet.signing.wire import Reader, WireError

MINIMUM_RSA_BITS = 3072
USER_PRESENT, ATTESTED_DATA, EXTENSION_DATA = 0x01, 0x40, 0x80
WEBAUTHN = "webauthn-sk-ecdsa-sha2-nistp256@openssh.com"

_CURVES: dict[str, tuple[str, ec.EllipticCurve, hashes.HashAlgorithm]] = {
    "ecdsa-sha2-nistp256": ("nistp256", ec.SECP256R1(), hashes.SHA256()),
    "ecdsa-sha2-nistp384": ("nistp384", ec.SECP384R1(), hashes.SHA384()),
    "ecdsa-sha2-nistp521": ("nistp521", ec.SECP521R1(), hashes.SHA512()),
    "sk-ecdsa-sha2-nistp256@openssh.com": ("nistp256", ec.SECP256R1(), hashes.SHA256()),
}
_RSA_HASHES: dict[str, hashes.HashAlgorithm] = {"rsa-sha2-256": hashes.SHA256(), "rsa-sha2-512": hashes.SHA512()}
_Material: TypeAlias = "Ed25519Key | ec.EllipticCurvePublicKey | rsa.RSAPublicKey"


class SignatureError(ValueError):
    """A key or signature that is refused; `reason` is one of the words below, the same on every machine.

    malformed, version, namespace, reserved, hash, key-type, weak-key, algorithm, user-presence, mismatch,
    encrypted, agent, no-key.
    """

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A public key as its wire `blob`; two keys are the same when their blobs are."""

    type: str
    blob: bytes

    @property
    def fingerprint(self) -> str:
        """The SHA-256 fingerprint as `ssh-keygen -l` prints it."""
        return _fingerprint(self.blob)

    @property
    def line(self) -> str:
        """The key as `.pub` files hold it, without comment."""
        return _line(self.type, self.blob)

    def check(self, signature: bytes, data: bytes) -> None:
        """Pass when the wire `signature` over `data` is this key's; otherwise raise `SignatureError`."""
        try:
            _check(self, Reader(signature), data)
        except InvalidSignature as error:
            raise SignatureError("mismatch") from error
        except WireError as error:
            raise SignatureError("malformed", str(error)) from error


def from_blob(blob: bytes) -> PublicKey:
    """The key in a wire blob; `SignatureError` for unknown types (key-type), weak or broken ones."""
    try:
        return PublicKey(_material(blob)[0], blob)
    except WireError as error:
        raise SignatureError("malformed", str(error)) from error


def from_line(line: str) -> PublicKey:
    """The key in one line of a `.pub` file ("type base64 comment"); the type must be the blob's own."""
    parts = line.split()
    try:
        blob = base64.b64decode(parts[1], validate=True)
    except (IndexError, binascii.Error, ValueError) as error:
        raise SignatureError("malformed", "public key line") from error
    key = from_blob(blob)
    if key.type != parts[0]:
        raise SignatureError("malformed", "public key type")
    return key


def material_of(key: PublicKey) -> _Material:
    """What checks this key's signatures; `SignatureError` and WireError as `from_blob`."""
    return _material(key.blob)[1]


def fingerprint(line: str) -> str:
    """The SHA-256 fingerprint of a public key line; `SignatureError` when it is not one."""
    return from_line(line).fingerprint


@lru_cache(maxsize=4096)
def _fingerprint(blob: bytes) -> str:
    return "SHA256:" + base64.b64encode(hashlib.sha256(blob).digest()).decode().rstrip("=")


@lru_cache(maxsize=4096)
def _line(kind: str, blob: bytes) -> str:
    return f"{kind} {base64.b64encode(blob).decode()}"


@lru_cache(maxsize=4096)
def _material(blob: bytes) -> tuple[str, _Material, bytes]:
    """The key's type, its checking object, and the application of a security key ("" otherwise)."""
    reader = Reader(blob)
    kind = reader.text()
    material: _Material
    if kind in ("ssh-ed25519", "sk-ssh-ed25519@openssh.com"):
        material = _ed25519(reader.string())
    elif kind in _CURVES:
        material = _curve(kind, reader)
    elif kind == "ssh-rsa":
        material = _rsa(reader)
    else:
        raise SignatureError("key-type", kind)
    application = reader.string() if kind.startswith("sk-") else b""
    reader.finish()
    return kind, material, application


def _ed25519(raw: bytes) -> Ed25519Key:
    try:
        return Ed25519Key(raw)
    except ValueError as error:
        raise SignatureError("malformed", "ed25519 key") from error


def _curve(kind: str, reader: Reader) -> ec.EllipticCurvePublicKey:
    name, curve, _ = _CURVES[kind]
    stated, point = reader.text(), reader.string()
    if stated != name or point[:1] != b"\x04":
        raise SignatureError("malformed", "curve or point")
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(curve, point)
    except ValueError as error:
        raise SignatureError("malformed", "point not on its curve") from error


def _rsa(reader: Reader) -> rsa.RSAPublicKey:
    exponent, modulus = reader.mpint(), reader.mpint()
    if modulus.bit_length() < MINIMUM_RSA_BITS:
        raise SignatureError("weak-key", f"RSA {modulus.bit_length()}")
    try:
        return rsa.RSAPublicNumbers(exponent, modulus).public_key()
    except ValueError as error:
        raise SignatureError("malformed", "RSA key") from error


def _check(key: PublicKey, reader: Reader, data: bytes) -> None:
    kind, material, application = _material(key.blob)
    algorithm, raw = reader.text(), reader.string()
    if kind.startswith("sk-"):
        data = _authenticator_data(kind, algorithm, application, reader, data)
    elif algorithm not in (_RSA_HASHES if kind == "ssh-rsa" else (kind,)):
        raise SignatureError("algorithm", algorithm)
    reader.finish()
    if isinstance(material, rsa.RSAPublicKey):
        size = (material.key_size + 7) // 8
        material.verify(raw.rjust(size, b"\0"), data, padding.PKCS1v15(), _RSA_HASHES[algorithm])
    elif isinstance(material, ec.EllipticCurvePublicKey):
        material.verify(_der(raw), data, ec.ECDSA(_CURVES[kind][2]))
    else:
        material.verify(raw, data)


def _der(raw: bytes) -> bytes:
    reader = Reader(raw)
    r, s = reader.mpint(), reader.mpint()
    reader.finish()
    return encode_dss_signature(r, s)


def _authenticator_data(kind: str, algorithm: str, application: bytes, reader: Reader, data: bytes) -> bytes:
    """What a security key signs in place of `data`; the flag that its owner touched it is demanded."""
    flags, counter = reader.take(1), reader.take(4)
    if not flags[0] & USER_PRESENT:
        raise SignatureError("user-presence")
    head = hashlib.sha256(application).digest() + flags + counter
    if algorithm == kind:
        return head + hashlib.sha256(data).digest()
    if algorithm != WEBAUTHN or kind != "sk-ecdsa-sha2-nistp256@openssh.com":
        raise SignatureError("algorithm", algorithm)
    origin, client, extensions = reader.string(), reader.string(), reader.string()
    if b'"' in origin or flags[0] & ATTESTED_DATA or bool(flags[0] & EXTENSION_DATA) != bool(extensions):
        raise SignatureError("malformed", "authenticator data")
    challenge = base64.urlsafe_b64encode(data).rstrip(b"=")
    expected = b'{"type":"webauthn.get","challenge":"' + challenge + b'","origin":"' + origin + b'"'
    if not client.startswith(expected):
        raise SignatureError("mismatch", "client data")
    return head + extensions + hashlib.sha256(client).digest()
