"""What bytes have inside them: members of archives, streams that were made small, wherever they begin, and base64."""

from __future__ import annotations

import base64
import binascii
import bz2
import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Protocol

_AT_ONCE = 1 << 16
#: zlib's header, gzip's, bzip2's and xz's.
_PACKED = re.compile(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08|BZh[1-9]1AY&SY|\xfd7zXZ\x00")
_ZLIB, _GZIP, _RAW = 15, 31, -15
_PDF, _PNG, _PIXELS = b"%PDF", b"\x89PNG\r\n\x1a\n", b"IDAT"
#: In letters that carry bytes, broken into lines or not; three Chinese characters are nine bytes.
_LETTERS = re.compile(rb"(?:[A-Za-z0-9+/]{60,80}\r?\n[ \t]?)*[A-Za-z0-9+/_-]{12,}={0,2}")
_BLANK = re.compile(rb"\s+")
#: So begin files that are worth opening when letters carry them.
_KINDS = (_PDF, b"PK\x03\x04", b"\x1f\x8b\x08", b"\x89PNG", b"\xff\xd8\xff")


class _Opener(Protocol):
    """What makes a stream large again."""

    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, /) -> bytes: ...


def legible(data: bytes) -> bytes:
    """A file without what nobody can read: the pixels of a PNG."""
    if not data.startswith(_PNG):
        return data
    parts, at = [], len(_PNG)
    while at < len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4])
        if data[at + 4 : at + 8] != _PIXELS:
            parts.append(data[at:end])
        at = end
    return b"".join(parts)


def unwrapped(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The name ("" where it has none) and the bytes of everything inside a file, one layer deep."""
    yield from (("", inner) for inner in _lettered(data))
    if _is_text(data):
        return
    if data.startswith(_PDF):
        from placet.audience.pdf import attached

        yield from attached(data)
        return
    if zipfile.is_zipfile(io.BytesIO(data)):
        yield from _members(data)
    whole, end = _opened(zlib.decompressobj(_RAW), data, 0)
    if whole and end == len(data):
        yield "", whole
        return
    at = 0
    while found := _PACKED.search(data, at):
        inner, end = _opened(_opener(found[0]), data, found.start())
        at = end if inner else found.start() + 1
        if inner:
            yield "", inner


def _is_text(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return b"\0" not in data


def _members(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The members of an archive that open without a password."""
    with suppress(zipfile.BadZipFile), zipfile.ZipFile(io.BytesIO(data)) as archive:
        for member in archive.infolist():
            inner = b""
            with suppress(zipfile.BadZipFile, zlib.error, RuntimeError):
                inner = archive.read(member)
            yield member.filename, inner


def _opener(head: bytes) -> _Opener:
    openers: dict[bytes, Callable[[], _Opener]] = {
        b"BZ": bz2.BZ2Decompressor,
        b"\xfd7": lzma.LZMADecompressor,
        b"\x1f\x8b": lambda: zlib.decompressobj(_GZIP),
    }
    return openers.get(head[:2], lambda: zlib.decompressobj(_ZLIB))()


def _opened(opener: _Opener, data: bytes, at: int) -> tuple[bytes, int]:
    """What a stream that begins `at` holds, as far as it opens, and where it ends."""
    parts = []
    with suppress(zlib.error, OSError, lzma.LZMAError):
        while not opener.eof and at < len(data):
            chunk = data[at : at + _AT_ONCE]
            parts.append(opener.decompress(chunk))
            at += len(chunk)
    return b"".join(parts), at - len(opener.unused_data) if opener.eof else 0


def _lettered(data: bytes) -> Iterator[bytes]:
    """What base64 in a file carries, where that is text or a file of a known kind."""
    for found in _LETTERS.finditer(data):
        letters = _BLANK.sub(b"", found[0]).rstrip(b"=").translate(_URL)
        try:
            inner = base64.b64decode(letters + b"=" * (-len(letters) % 4), validate=True)
            if inner.startswith(_KINDS) or inner.decode().isprintable():
                yield inner
        except (binascii.Error, UnicodeDecodeError):
            continue


_URL = bytes.maketrans(b"-_", b"+/")
