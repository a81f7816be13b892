"""A folder that proves the document without this program: check.sh needs `ssh-keygen` and `sha256sum` alone."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from importlib import resources
from textwrap import indent

from placet.messages.phrases import Phrases
from placet.model import Key, Record
from placet.proof.certificate import ActProof, Certificate
from placet.proof.text import write
from placet.signing.payload import payload
from placet.signing.sshsig import NAMESPACE
from placet.tree import Tree

SUMS = "SHA256SUMS"
_WIDTH = 70
_UNSAFE = re.compile(r"[\x00-\x1f\x7f\\/]")
_LAST_SECOND = "235959"


def bundle(found: Certificate, tree: Tree, lang: str) -> Mapping[str, bytes]:
    """File name → bytes, SHA256SUMS last. The document has LF line endings, as its hash is taken."""
    record = found.record
    signed = [act for act in found.acts if act.standing.fingerprint]
    files = {
        "document.md": tree.read(record.path).replace(b"\r\n", b"\n"),
        "slip.jsonl": b"".join(record.slip_lines),
        "allowed_signers": "".join(_allowed(signed)).encode(),
        "check.sh": resources.files(__package__).joinpath("check.sh").read_bytes(),
        "README.md": Phrases("prf", lang)("readme", certificate=indent(write(found, lang), "    ")).encode(),
    }
    for act in signed:
        made = act.standing.act
        files[f"payload-{made.line}.json"] = payload(record.id, made, b"".join(record.slip_lines[: made.covers_acts]))
        files[f"sig-{made.line}.sig"] = armoured(base64.b64decode(made.sig))
    files |= dict(_attached(record, tree))
    sums = "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items()))
    return dict(sorted(files.items())) | {SUMS: sums.encode()}


def armoured(blob: bytes) -> bytes:
    """An SSHSIG as `ssh-keygen -Y sign` writes it (OpenSSH PROTOCOL.sshsig)."""
    text = base64.b64encode(blob).decode()
    lines = [text[start : start + _WIDTH] for start in range(0, len(text), _WIDTH)]
    return "\n".join(["-----BEGIN SSH SIGNATURE-----", *lines, "-----END SSH SIGNATURE-----", ""]).encode()


def _allowed(signed: list[ActProof]) -> Iterator[str]:
    """One line for each key that signed, with its days, as ssh-keygen(1) reads them under ALLOWED SIGNERS."""
    lines = {(act.standing.act.signer, act.key.public): act.key for act in signed if act.key}
    for (person, _), key in sorted(lines.items(), key=lambda item: (item[0][0], item[1].since)):
        options = [f'namespaces="{NAMESPACE}"', f'valid-after="{key.since:%Y%m%d}"', *_ends(key)]
        yield f"{person} {','.join(options)} {' '.join(key.public.split()[:2])}\n"


def _ends(key: Key) -> Iterator[str]:
    """The last second of a key, on the clock of the day's own place: check.sh compares with the act's own words."""
    ends = [f"{key.until:%Y%m%d}{_LAST_SECOND}"] if key.until else []
    ends += [f"{key.revoked - timedelta(seconds=1):%Y%m%d%H%M%S}"] if key.revoked else []
    if ends:
        yield f'valid-before="{min(ends)}"'


def _attached(record: Record, tree: Tree) -> Iterator[tuple[str, bytes]]:
    names = [one.file for one in record.attachments] + [act.scan.file for act in record.acts if act.scan]
    paths = tree.paths()
    for name in dict.fromkeys(names):
        path = f"{record.path.removesuffix('.md')}/{name}"
        if path in paths:
            yield f"attachments/{_UNSAFE.sub('_', name)}", tree.read(path)
