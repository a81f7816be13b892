"""Our SSHSIG verifier against OpenSSH's own, on the same blobs: both must accept and both must refuse."""

from __future__ import annotations

import base64
import hashlib
import os
import random
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from placet.signing import keys, sshsig
from placet.signing.publickeys import WEBAUTHN, PublicKey
from placet.signing.wire import mpint, string, uint32

MESSAGE = "青文旅发〔2024〕14号".encode()
NAMESPACE = sshsig.NAMESPACE
APPLICATION = b"ssh:placet"
ORIGIN = b"https://wenlv.example"

KEY_TYPES = ["ed25519", "ecdsa-256", "ecdsa-384", "ecdsa-521", "rsa-3072", "rsa-4096"]


@pytest.fixture(scope="session")
def key_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One fresh key file of every type that signs acts, made by ssh-keygen."""
    folder = tmp_path_factory.mktemp("keys")
    made = {}
    for name in KEY_TYPES:
        kind, _, bits = name.partition("-")
        made[name] = folder / name
        size = ["-b", bits] if bits else []
        subprocess.run(["ssh-keygen", "-q", "-t", kind, *size, "-N", "", "-f", made[name]], check=True)
    return made


def armour(blob: bytes) -> str:
    text = base64.b64encode(blob).decode()
    lines = "\n".join(text[i : i + 70] for i in range(0, len(text), 70))
    return f"-----BEGIN SSH SIGNATURE-----\n{lines}\n-----END SSH SIGNATURE-----\n"


def openssh_accepts(folder: Path, blob: bytes, message: bytes = MESSAGE, namespace: str = NAMESPACE) -> bool:
    """Whether `ssh-keygen -Y check-novalidate` takes the signature."""
    (folder / "sig").write_text(armour(blob))
    command = ["ssh-keygen", "-Y", "check-novalidate", "-n", namespace, "-s", str(folder / "sig")]
    return subprocess.run(command, check=False, input=message, capture_output=True).returncode == 0


def openssh_verifies(folder: Path, key: PublicKey, blob: bytes) -> bool:
    """Whether `ssh-keygen -Y verify` takes the signature as the listed signer's."""
    (folder / "sig").write_text(armour(blob))
    (folder / "signers").write_text(f'li namespaces="{NAMESPACE}" {key.line}\n')
    command = ["ssh-keygen", "-Y", "verify", "-f", str(folder / "signers"), "-I", "li", "-n", NAMESPACE]
    command += ["-s", str(folder / "sig")]
    return subprocess.run(command, check=False, input=MESSAGE, capture_output=True).returncode == 0


def reason(blob: bytes, message: bytes = MESSAGE, namespace: str = NAMESPACE) -> str:
    """Why ours refuses; "" when it accepts."""
    try:
        sshsig.verify(blob, message, namespace)
    except sshsig.SignatureError as error:
        return error.reason
    return ""


def pack(
    key_blob: bytes,
    inner: Callable[[bytes], bytes],
    *,
    version: int = 1,
    reserved: bytes = b"",
    hash_name: str = "sha512",
) -> bytes:
    """An SSHSIG blob put together by hand; `inner` signs the preimage."""
    digest = hashlib.new(hash_name, MESSAGE).digest() if hash_name in hashlib.algorithms_available else b"\0" * 32
    parts = string(NAMESPACE.encode()) + string(reserved) + string(hash_name.encode())
    signature = inner(b"SSHSIG" + parts + string(digest))
    return b"SSHSIG" + uint32(version) + string(key_blob) + parts + string(signature)


class SoftwareSecurityKey:
    """What a hardware security key would answer, made with a software key."""

    def __init__(self, curve: bool, flags: int = 0x01) -> None:
        self.flags = bytes([flags])
        self.counter = uint32(7)
        if curve:
            self.type = "sk-ecdsa-sha2-nistp256@openssh.com"
            self.ec = ec.generate_private_key(ec.SECP256R1())
            point = self.ec.public_key().public_bytes(
                serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
            )
            body = string(b"nistp256") + string(point)
        else:
            self.type = "sk-ssh-ed25519@openssh.com"
            self.ed = ed25519.Ed25519PrivateKey.generate()
            body = string(self.ed.public_key().public_bytes_raw())
        self.blob = string(self.type.encode()) + body + string(APPLICATION)

    def _raw(self, data: bytes) -> bytes:
        if self.type.startswith("sk-ssh"):
            return self.ed.sign(data)
        r, s = decode_dss_signature(self.ec.sign(data, ec.ECDSA(hashes.SHA256())))
        return mpint(r) + mpint(s)

    def inner(self, data: bytes) -> bytes:
        head = hashlib.sha256(APPLICATION).digest() + self.flags + self.counter
        raw = self._raw(head + hashlib.sha256(data).digest())
        return string(self.type.encode()) + string(raw) + self.flags + self.counter

    def webauthn(self, data: bytes) -> bytes:
        challenge = base64.urlsafe_b64encode(data).rstrip(b"=")
        client = b'{"type":"webauthn.get","challenge":"' + challenge
        client += b'","origin":"' + ORIGIN + b'","crossOrigin":false}'
        head = hashlib.sha256(APPLICATION).digest() + self.flags + self.counter
        raw = self._raw(head + hashlib.sha256(client).digest())
        tail = self.flags + self.counter + string(ORIGIN) + string(client) + string(b"")
        return string(WEBAUTHN.encode()) + string(raw) + tail


def blobs(key_files: dict[str, Path]) -> dict[str, bytes]:
    """A good signature of every supported kind."""
    made = {name: sshsig.sign(keys.from_file(path), MESSAGE) for name, path in key_files.items()}
    for name, curve in (("sk-ed25519", False), ("sk-ecdsa", True)):
        key = SoftwareSecurityKey(curve)
        made[name] = pack(key.blob, key.inner)
    key = SoftwareSecurityKey(curve=True)
    made["webauthn"] = pack(key.blob, key.webauthn)
    return made


def test_ours_are_taken_by_openssh_for_every_kind(key_files: dict[str, Path], tmp_path: Path) -> None:
    for name, blob in blobs(key_files).items():
        key = sshsig.verify(blob, MESSAGE, NAMESPACE)
        assert openssh_verifies(tmp_path, key, blob), name
        assert not openssh_accepts(tmp_path, blob, MESSAGE + b"\n"), name
        assert reason(blob, MESSAGE + b"\n") == "mismatch", name
        assert not openssh_accepts(tmp_path, blob, namespace="file"), name
        assert reason(blob, namespace="file") == "namespace", name


def test_openssh_signatures_are_taken_by_ours(key_files: dict[str, Path], tmp_path: Path) -> None:
    for name, path in key_files.items():
        for hash_name in ("sha256", "sha512"):
            command = ["ssh-keygen", "-Y", "sign", "-q", "-n", NAMESPACE, "-O", f"hashalg={hash_name}", "-f", str(path)]
            text = subprocess.run(command, input=MESSAGE, capture_output=True, check=True).stdout.decode()
            blob = base64.b64decode("".join(text.splitlines()[1:-1]))
            key = sshsig.verify(blob, MESSAGE, NAMESPACE)
            assert key.line == " ".join(path.with_suffix(".pub").read_text().split()[:2]), name


def test_fingerprint_is_that_of_ssh_keygen(key_files: dict[str, Path]) -> None:
    for path in key_files.values():
        public = path.with_suffix(".pub")
        shown = subprocess.run(["ssh-keygen", "-l", "-f", public], capture_output=True, text=True, check=True).stdout
        assert sshsig.fingerprint(public.read_text()) == shown.split()[1]


def test_flipped_bits_are_refused_alike(key_files: dict[str, Path], tmp_path: Path) -> None:
    """Sixty one-bit faults a kind; the version's own bit is the one OpenSSH lets through (0 for 1)."""
    chance = random.Random(20240305)
    for name, blob in blobs(key_files).items():
        for _ in range(60):
            at, bit = chance.randrange(len(blob)), chance.randrange(8)
            bad = bytearray(blob)
            bad[at] ^= 1 << bit
            assert reason(bytes(bad)), (name, at, bit)
            assert not openssh_accepts(tmp_path, bytes(bad)) or (at, bit) == (9, 0), (name, at, bit)


def test_cut_and_lengthened_blobs_are_refused_alike(key_files: dict[str, Path], tmp_path: Path) -> None:
    for name, blob in blobs(key_files).items():
        assert all(reason(blob[:end]) == "malformed" for end in range(len(blob))), name
        for bad in (blob[:-1], blob + b"\0", b" " + blob):
            assert not openssh_accepts(tmp_path, bad), name
            assert reason(bad) == "malformed", name


def test_every_refusal_has_its_reason(key_files: dict[str, Path], tmp_path: Path) -> None:
    good = keys.from_file(key_files["ed25519"])
    other = keys.from_file(key_files["ecdsa-256"])
    blob = good.public.blob
    cases: dict[str, bytes] = {
        "version": pack(blob, good.sign, version=2),
        "hash": pack(blob, good.sign, hash_name="sha1"),
        "algorithm": pack(blob, other.sign),
        "mismatch": pack(SoftwareSecurityKey(False).blob, SoftwareSecurityKey(False).inner),
        "malformed": pack(blob, lambda data: good.sign(data) + b"\0"),
    }
    for expected, bad in cases.items():
        assert reason(bad) == expected
        assert not openssh_accepts(tmp_path, bad), expected


def test_stricter_than_openssh_where_it_tolerates(key_files: dict[str, Path], tmp_path: Path) -> None:
    good = keys.from_file(key_files["ed25519"])
    assert reason(pack(good.public.blob, good.sign, reserved=b"x")) == "reserved"
    for curve in (False, True):
        untouched = SoftwareSecurityKey(curve, flags=0x00)
        blob = pack(untouched.blob, untouched.inner)
        assert reason(blob) == "user-presence"
        assert openssh_accepts(tmp_path, blob)


def test_weak_and_foreign_keys_are_refused() -> None:
    weak = rsa.generate_private_key(65537, 2048)
    line = weak.public_key().public_bytes(serialization.Encoding.OpenSSH, serialization.PublicFormat.OpenSSH).decode()
    with pytest.raises(sshsig.SignatureError, match=r"^weak-key: RSA 2048$"):
        sshsig.from_line(line)
    old = string(b"ssh-dss") + mpint(23) + mpint(11) + mpint(2) + mpint(4)
    with pytest.raises(sshsig.SignatureError, match=r"^key-type: ssh-dss$"):
        sshsig.from_blob(old)


def test_sha1_rsa_is_refused(key_files: dict[str, Path], tmp_path: Path) -> None:
    signer = keys.from_file(key_files["rsa-3072"])
    private = signer.private
    assert isinstance(private, rsa.RSAPrivateKey)

    def inner(data: bytes) -> bytes:
        return string(b"ssh-rsa") + string(private.sign(data, padding.PKCS1v15(), hashes.SHA1()))

    blob = pack(signer.public.blob, inner)
    assert reason(blob) == "algorithm"
    assert not openssh_accepts(tmp_path, blob)


@pytest.mark.parametrize("line", ["", "ssh-ed25519", "ssh-ed25519 ???", "ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIA=="])
def test_broken_public_lines_are_refused(line: str) -> None:
    with pytest.raises(sshsig.SignatureError) as caught:
        sshsig.from_line(line)
    assert caught.value.reason == "malformed"


@contextmanager
def agent(folder: Path) -> Iterator[str]:
    """A running ssh-agent of our own, ended by its id."""
    path = str(folder / "agent")
    process = subprocess.Popen(["ssh-agent", "-D", "-a", path], stdout=subprocess.DEVNULL)
    try:
        while not Path(path).exists():
            assert process.poll() is None
        yield path
    finally:
        process.terminate()
        process.wait()


def test_agent_signs_with_the_key_named_by_its_public_half(key_files: dict[str, Path], tmp_path: Path) -> None:
    with agent(tmp_path) as path:
        for name in KEY_TYPES:
            subprocess.run(["ssh-add", "-q", key_files[name]], env={**os.environ, "SSH_AUTH_SOCK": path}, check=True)
        held = keys.from_agent(path)
        assert [signer.public for signer in held] == [keys.from_file(key_files[name]).public for name in KEY_TYPES]
        for signer in held:
            blob = sshsig.sign(signer, MESSAGE)
            assert openssh_verifies(tmp_path, signer.public, blob)
        stranger = keys.AgentSigner(SOFT.public, path)
        with pytest.raises(sshsig.SignatureError, match=f"^no-key: {SOFT.public.fingerprint}$".replace("+", r"\+")):
            sshsig.sign(stranger, MESSAGE)
    with pytest.raises(sshsig.SignatureError, match=r"^agent: "):
        keys.from_agent(path)


SOFT = keys.KeySigner(ed25519.Ed25519PrivateKey.from_private_bytes(b"\x07" * 32))


def test_key_file_with_a_passphrase(tmp_path: Path) -> None:
    path = tmp_path / "locked"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "青岚 county", "-f", path], check=True)
    with pytest.raises(sshsig.SignatureError, match=r"^encrypted: locked$"):
        keys.from_file(path)
    with pytest.raises(sshsig.SignatureError, match=r"^encrypted: locked$"):
        keys.from_file(path, lambda: "wrong")
    assert keys.from_file(path, lambda: "青岚 county").public == sshsig.from_line(path.with_suffix(".pub").read_text())


def test_a_file_without_private_key_says_so(key_files: dict[str, Path]) -> None:
    with pytest.raises(sshsig.SignatureError) as caught:
        keys.from_file(key_files["ed25519"].with_suffix(".pub"))
    assert caught.value.reason == "no-key"
