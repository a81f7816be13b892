"""Every text that a finished file holds, whatever it is wrapped in: what a person or a program could read out of it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from urllib.parse import unquote

from placet.audience.reading import readings
from placet.audience.wrappings import legible, unwrapped

_DEEPEST = 4
#: What a line of a calendar is folded with; it may stand within a character. Elsewhere it is how a text is set in.
_FOLD = re.compile(rb"\r?\n[ \t]")
#: Texts of two bytes a character within a binary file, as in the properties of pictures.
_WIDE = {
    "utf-16-le": re.compile(rb"(?:[\x00-\xff][\x30\x34-\x9f]|[ -~]\x00){2,}"),
    "utf-16-be": re.compile(rb"(?:[\x30\x34-\x9f][\x00-\xff]|\x00[ -~]){2,}"),
}


def texts(path: str, data: bytes, depth: int = 0) -> Iterator[tuple[str, str]]:
    """Each text of a file with where it stands: its name, its digest, its text as it is and as it reads, what it packs.

    Records name their attachments by digest, so a hidden one is found under any name.
    """
    yield "name", unquote(path)
    yield "digest", sha256(data).hexdigest()
    data = legible(data)
    for text in _decoded(data):
        yield "text", text
    unfolded = _FOLD.sub(b"", data)
    for text in _decoded(unfolded):
        if len(unfolded) < len(data):
            yield "reading", text
        yield from (("reading", reading) for reading in readings(text))
    if data.startswith(b"%PDF"):
        from placet.audience.pdf import said

        yield from said(data)
    if depth < _DEEPEST:
        for name, inner in unwrapped(data):
            for where, found in texts(name, inner, depth + 1):
                yield f"{name or where}", found


def _decoded(data: bytes) -> Iterator[str]:
    """The bytes as text, in every encoding that they may be in."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        yield data.decode("utf-16", "replace")
        return
    with suppress(UnicodeDecodeError):
        yield data.decode()
        return
    yield data.decode("utf-8", "replace")
    if b"\0" not in data:
        yield data.decode("gb18030", "replace")
        return
    for encoding, runs in _WIDE.items():
        yield "\n".join(run.decode(encoding, "replace") for run in runs.findall(data))
