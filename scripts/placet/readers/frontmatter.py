"""Front matter: the fences at the top of a Markdown file, the hash of a document, and the change of one key.

A document is what its bytes are with LF line ends: a checkout that turned them into CRLF is the same document.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from placet.model import Finding, Place
from placet.readers import everyday
from placet.readers import text as texts
from placet.readers.yaml import Node

#: The largest front matter of a record and of a regulation (which carries its rules and examples), in bytes.
LIMIT = 64 << 10
REGULATION_LIMIT = 256 << 10

_KEY = re.compile(r"[a-z][a-z0-9_-]*")


@dataclass(frozen=True, slots=True)
class Parts:
    """A document in two: the front matter's node, the body, and the file's line on which the body begins."""

    node: Node
    body: str
    body_line: int


def digest(data: bytes) -> str:
    """The "sha256:…" of the document's bytes with CRLF read as LF."""
    return "sha256:" + hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest()


def split(data: bytes, path: str, limit: int = LIMIT) -> tuple[Parts | None, list[Finding]]:
    """The document's two parts, or None with the findings (FMT001–FMT016) that say why it cannot be read."""
    text, findings = texts.decode(data, path)
    if text is None:
        return None, findings
    if not text.startswith("---\n"):
        return None, [Finding("FMT015", Place(path, 1, 1))]
    end = len(text) - 4 if text.endswith("\n---") else -1
    end = found if (found := text.find("\n---\n", 3)) >= 0 else end
    if end < 0:
        return None, [Finding("FMT016", Place(path, 1, 1))]
    return _read(text[4 : end + 1], text[end + 5 :], path, limit)


def _read(head: str, body: str, path: str, limit: int) -> tuple[Parts | None, list[Finding]]:
    size = len(head.encode())
    if size > limit:
        return None, [Finding("FMT017", Place(path, 2, 1), {"size": str(size), "limit": str(limit)})]
    body_line = head.count("\n") + 3
    findings = texts.unseen(head, path, 2) + texts.unseen(body, path, body_line, strict=False)
    if findings:
        return None, findings
    node, findings = everyday.read(head, path, 2)
    if node is None:
        return None, findings or [Finding("FMT018", Place(path, 2, 1))]
    return Parts(node, body, body_line), findings


def replace_key(data: bytes, key: str, value: str) -> bytes:
    """The document with the top-level `key` set to the YAML text `value`, every other byte as it was.

    A key that is there is replaced with all its lines, one that is not is added as the last. Raises ValueError when the
    file has no front matter or `key` is no plain key.
    """
    if not _KEY.fullmatch(key):
        raise ValueError(f"not a key: {key!r}")
    newline = b"\r\n" if data.startswith(b"---\r\n") else b"\n"
    lines = data.splitlines(keepends=True)
    fence = b"---" + newline
    if not lines or lines[0] != fence or fence not in lines[1:]:
        raise ValueError("no front matter")
    close = lines.index(fence, 1)
    start = next((n for n in range(1, close) if lines[n].startswith(key.encode() + b":")), close)
    stop = min(start + 1, close)
    while start < stop < close and _continues(lines[stop]):
        stop += 1
    fresh = b"".join(line.encode() + newline for line in f"{key}: {value}".split("\n"))
    return b"".join(lines[:start]) + fresh + b"".join(lines[stop:])


def _continues(line: bytes) -> bool:
    return line.startswith((b" ", b"- ", b"-\n", b"-\r\n")) or not line.strip()
