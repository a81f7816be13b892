"""Private keys that sign: an OpenSSH key file opened in this process, or a key held by ssh-agent.

The agent is spoken to over its Unix socket (draft-miller-ssh-agent); the private key never leaves it.
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from placet.signing.publickeys import PublicKey, SignatureError, from_blob, from_line
from placet.signing.wire import Reader, WireError, mpint, string, uint32

PrivateKey: TypeAlias = "ed25519.Ed25519PrivateKey | ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey"

_FAILURE, _IDENTITIES, _IDENTITIES_ANSWER, _SIGN, _SIGN_RESPONSE = 5, 11, 12, 13, 14
_RSA_SHA2_512 = 4
_LARGEST_ANSWER = 256 * 1024
_CURVE_HASHES: dict[str, hashes.HashAlgorithm] = {
    "ecdsa-sha2-nistp256": hashes.SHA256(),
    "ecdsa-sha2-nistp384": hashes.SHA384(),
    "ecdsa-sha2-nistp521": hashes.SHA512(),
}


@dataclass(frozen=True, slots=True)
class KeySigner:
    """A private key in this process."""

    private: PrivateKey

    @property
    def public(self) -> PublicKey:
        """The public half; `SignatureError` when the key is of a type or size that is refused."""
        openssh = self.private.public_key().public_bytes(
            serialization.Encoding.OpenSSH, serialization.PublicFormat.OpenSSH
        )
        return from_line(openssh.decode())

    def sign(self, data: bytes) -> bytes:
        """The SSH wire signature over `data`; RSA signs with SHA-512."""
        if isinstance(self.private, ed25519.Ed25519PrivateKey):
            return string(b"ssh-ed25519") + string(self.private.sign(data))
        if isinstance(self.private, rsa.RSAPrivateKey):
            raw = self.private.sign(data, padding.PKCS1v15(), hashes.SHA512())
            return string(b"rsa-sha2-512") + string(raw)
        kind = self.public.type
        r, s = decode_dss_signature(self.private.sign(data, ec.ECDSA(_CURVE_HASHES[kind])))
        return string(kind.encode()) + string(mpint(r) + mpint(s))


@dataclass(frozen=True, slots=True)
class AgentSigner:
    """A key that ssh-agent holds, named by its public half; `path` is the agent's socket (SSH_AUTH_SOCK)."""

    public: PublicKey
    path: str

    def sign(self, data: bytes) -> bytes:
        """The agent's wire signature; `SignatureError` agent when it cannot be reached, no-key when it refuses."""
        flags = _RSA_SHA2_512 if self.public.type == "ssh-rsa" else 0
        request = string(self.public.blob) + string(data) + uint32(flags)
        kind, answer = _ask(self.path, _SIGN, request)
        if kind != _SIGN_RESPONSE:
            raise SignatureError("no-key", self.public.fingerprint)
        try:
            reader = Reader(answer)
            signature = reader.string()
            reader.finish()
        except WireError as error:
            raise SignatureError("agent", str(error)) from error
        return signature


def from_file(path: Path, passphrase: Callable[[], str] | None = None) -> KeySigner:
    """The private key in an OpenSSH or PEM key file; `passphrase` is asked only when the file is encrypted.

    Raises OSError when it cannot be read; `SignatureError` no-key when it holds no private key, encrypted when the
    passphrase is missing or wrong, key-type for types that do not sign acts.
    """
    data = path.read_bytes()
    try:
        return KeySigner(_load(data, None))
    except TypeError:
        if passphrase is None:
            raise SignatureError("encrypted", path.name) from None
    try:
        return KeySigner(_load(data, passphrase().encode()))
    except (ValueError, TypeError) as error:
        raise SignatureError("encrypted", path.name) from error


def from_agent(path: str) -> tuple[AgentSigner, ...]:
    """The usable keys the agent at socket `path` holds; `SignatureError` agent when it cannot be reached."""
    kind, answer = _ask(path, _IDENTITIES, b"")
    if kind != _IDENTITIES_ANSWER:
        raise SignatureError("agent", f"answer {kind}")
    signers = []
    try:
        reader = Reader(answer)
        for _ in range(reader.uint32()):
            blob, _comment = reader.string(), reader.string()
            try:
                signers.append(AgentSigner(from_blob(blob), path))
            except SignatureError:
                continue
    except WireError as error:
        raise SignatureError("agent", str(error)) from error
    return tuple(signers)


def _load(data: bytes, passphrase: bytes | None) -> PrivateKey:
    openssh = b"BEGIN OPENSSH PRIVATE KEY" in data
    load = serialization.load_ssh_private_key if openssh else serialization.load_pem_private_key
    try:
        key = load(data, passphrase)
    except UnsupportedAlgorithm as error:
        raise SignatureError("key-type", str(error)) from error
    except ValueError as error:
        if passphrase is not None:
            raise
        raise SignatureError("no-key", str(error)) from error
    if not isinstance(key, ed25519.Ed25519PrivateKey | ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey):
        raise SignatureError("key-type", type(key).__name__)
    return key


def _ask(path: str, kind: int, body: bytes) -> tuple[int, bytes]:
    """One request to the agent: the answer's type and content."""
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as agent:
            agent.connect(path)
            agent.sendall(string(bytes([kind]) + body))
            size = int.from_bytes(_receive(agent, 4), "big")
            if not 0 < size <= _LARGEST_ANSWER:
                raise SignatureError("agent", f"answer of {size} bytes")
            answer = _receive(agent, size)
    except OSError as error:
        raise SignatureError("agent", error.strerror or type(error).__name__) from error
    return answer[0], answer[1:]


def _receive(agent: socket.socket, count: int) -> bytes:
    data = b""
    while len(data) < count:
        piece = agent.recv(count - len(data))
        if not piece:
            raise SignatureError("agent", "closed")
        data += piece
    return data
