"""What a PDF says: its pages, also without the ends of lines, every text in its objects, and the files in it."""

from __future__ import annotations

import io
from collections.abc import Iterator

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, PdfObject, StreamObject, TextStringObject

#: What a broken file makes the reader stumble over.
_BROKEN = (PyPdfError, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
_FILES = ("/EmbeddedFile", "/Metadata")


def said(data: bytes) -> Iterator[tuple[str, str]]:
    """Each text of a PDF that opens without a password, with where it stands."""
    try:
        reader = PdfReader(io.BytesIO(data))
        for number, page in enumerate(reader.pages, 1):
            text = page.extract_text()
            yield f"p{number}", text
            yield f"p{number}", text.replace("\n", "")
        yield "metadata", " ".join(str(value) for value in (reader.metadata or {}).values())
        yield "objects", "\n".join(str(one) for one in _objects(reader.trailer) if isinstance(one, TextStringObject))
    except _BROKEN:
        return


def attached(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The files that are attached to a PDF, and its properties as XML."""
    try:
        for one in _objects(PdfReader(io.BytesIO(data)).trailer):
            if isinstance(one, StreamObject) and one.get("/Type") in _FILES:
                yield "", one.get_data()
    except _BROKEN:
        return


def _objects(root: PdfObject) -> Iterator[PdfObject]:
    """Every object below another, itself included."""
    waiting: list[PdfObject] = [root]
    seen: set[int] = set()
    while waiting:
        one = waiting.pop()
        if isinstance(one, IndirectObject):
            if one.idnum not in seen:
                seen.add(one.idnum)
                found = one.get_object()
                waiting += [found] if found is not None else []
            continue
        yield one
        if isinstance(one, DictionaryObject):
            waiting += one.values()
        elif isinstance(one, ArrayObject):
            waiting += one
