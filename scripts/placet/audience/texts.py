"""Every text that a finished file holds, whatever it is wrapped in: what a person or a program could read out of it."""

from __future__ import annotations

import html
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import unquote

_TAG = re.compile(r"<[^>]*>")
_INLINE = re.compile(r"</?(?:a|b|bdi|code|del|em|i|ins|mark|s|small|span|strong|sub|sup|u|wbr)\b[^>]*>", re.IGNORECASE)
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_FOLDED = re.compile(r"\r?\n[ \t]")
#: zlib's own header, none at all, and gzip's.
_WINDOWS = (15, -15, 31)
_DEEPEST = 4


def texts(path: str, data: bytes, depth: int = 0) -> Iterator[tuple[str, str]]:
    """Each text of a file with where it stands: its name, its text as it is and as it reads, and what it packs."""
    yield "name", unquote(path)
    text = data.decode("utf-8", "replace")
    yield "text", text
    yield "reading", _read(text)
    if data.startswith(b"%PDF"):
        yield from _pdf(data)
    if depth < _DEEPEST:
        for name, inner in _unpacked(data):
            for where, found in texts(name, inner, depth + 1):
                yield f"{name or where}", found


def _read(text: str) -> str:
    """A text as it is read: no tags, no character references, no escapes, no folded lines."""
    plain = _ESCAPED.sub(lambda sign: chr(int(sign[1], 16)), _FOLDED.sub("", text))
    tagless = _TAG.sub("\n", _INLINE.sub("", plain))
    return "\n".join(unquote(html.unescape(one)) for one in (plain, tagless))


def _pdf(data: bytes) -> Iterator[tuple[str, str]]:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data))
        for number, page in enumerate(reader.pages, 1):
            yield f"p{number}", page.extract_text()
        yield "metadata", " ".join(str(value) for value in (reader.metadata or {}).values())
        yield "outline", " ".join(str(entry) for entry in reader.outline)
    except (PyPdfError, ValueError, KeyError):
        return


def _unpacked(data: bytes) -> Iterator[tuple[str, bytes]]:
    if data.startswith(b"PK\x03\x04"):
        with suppress(zipfile.BadZipFile), zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield from ((name, archive.read(name)) for name in archive.namelist())
        return
    for window in _WINDOWS:
        with suppress(zlib.error):
            opened = zlib.decompressobj(window)
            inner = opened.decompress(data)
            if inner and opened.eof:
                yield "", inner
                return
