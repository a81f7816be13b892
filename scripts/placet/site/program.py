"""What pages are made by, besides the office: the program's own files and the libraries that set them."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

from placet.shards import keys

#: What `keys.program` does not cover: templates, words and whatever else lies beside the program.
_COVERED = (".py", ".yaml", ".pyc")


@cache
def program() -> str:
    """The digest of everything that makes a page of the same records another one."""
    top = Path(__file__).resolve().parents[1]
    whole = sha256(keys.program().encode())
    for path in sorted(path for path in top.rglob("*") if path.is_file() and path.suffix not in _COVERED):
        data = path.read_bytes()
        whole.update(f"\0{path.relative_to(top).as_posix()}\0{len(data)}\0".encode() + data)
    return whole.hexdigest()
