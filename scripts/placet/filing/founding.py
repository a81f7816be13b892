"""The founding statement: which files a portal began with, in a form that `sha256sum` and `ssh-keygen` check alone.

`FOUNDING` lists every other file of the first commit as `sha256sum` does; `FOUNDING.sig` is a root key's signature over
it as `ssh-keygen -Y sign -n placet-root@v1 FOUNDING` makes it.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
import re
import textwrap
from collections.abc import Mapping
from pathlib import Path

from placet.errors import UserError
from placet.signing.publickeys import PublicKey, SignatureError
from placet.signing.sshsig import Signer, sign, verify

NAMESPACE = "placet-root@v1"
LIST, SIGNATURE = "FOUNDING", "FOUNDING.sig"
OWN = (LIST, SIGNATURE)
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")
_BEGIN, _END = "-----BEGIN SSH SIGNATURE-----", "-----END SSH SIGNATURE-----"
#: What lies in a portal's folder and is not of the portal.
_BESIDE = frozenset((".git", ".placet"))


def listing(root: Path) -> dict[str, str]:
    """Path → SHA-256 of every file below a portal's folder but the statement's own. Raises UserError CMD246."""
    found = {}
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(set(folders) - _BESIDE)
        for name in names:
            file = Path(folder, name)
            path = file.relative_to(root).as_posix()
            if path in OWN:
                continue
            if file.is_symlink() or not path.isprintable() or "\\" in path:
                raise UserError("CMD246", path=repr(path))
            found[path] = hashlib.sha256(file.read_bytes()).hexdigest()
    return dict(sorted(found.items()))


def write(files: Mapping[str, str]) -> bytes:
    """The list of files in the order of their paths."""
    return "".join(f"{files[path]}  {path}\n" for path in sorted(files)).encode()


def read(data: bytes) -> dict[str, str] | None:
    """Path → SHA-256 as a list has it, or None when it is no such list."""
    lines = [_LINE.fullmatch(line) for line in data.decode("utf-8", "replace").splitlines()]
    found = {line[2]: line[1] for line in lines if line is not None}
    return found if write(found) == data else None


def seal(statement: bytes, signer: Signer) -> bytes:
    """The armoured signature over a list. Raises SignatureError."""
    text = base64.b64encode(sign(signer, statement, NAMESPACE)).decode()
    return "\n".join((_BEGIN, *textwrap.wrap(text, 70), _END, "")).encode()


def sealed_by(statement: bytes, signature: bytes) -> PublicKey:
    """The key that signed a list. Raises SignatureError."""
    lines = signature.decode("ascii", "replace").split()
    body = "".join(lines)
    begin, end = _BEGIN.replace(" ", ""), _END.replace(" ", "")
    if not (body.startswith(begin) and body.endswith(end)):
        raise SignatureError("malformed", "armour")
    try:
        blob = base64.b64decode(body.removeprefix(begin).removesuffix(end), validate=True)
    except binascii.Error as error:
        raise SignatureError("malformed", "base64") from error
    return verify(blob, statement, NAMESPACE)
