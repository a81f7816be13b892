"""Prints official sheets as PDF with Typst, in a process of its own.

Typst starts threads when it first compiles, and a process with threads must not fork afterwards, as the check does for
its workers: so the press runs in a spawned process and the caller never compiles anything itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from datetime import date
from functools import cache
from hashlib import sha256
from importlib import resources
from importlib.metadata import version
from multiprocessing import get_context
from types import TracebackType
from typing import Final, Self

from placet.official.fonts import Fonts
from placet.official.sheet import Sheet

#: PDF/A-2u: for keeping long, fonts inside, every character known by its code.
_STANDARD: Final = "a-2u"
_AT_ONCE = 8


def key(sheet: Sheet, fonts: Fonts) -> str:
    """Return what the PDF of a sheet may be kept under: the same key means the same bytes."""
    parts = (_data(sheet), _families(fonts), fonts.identity, _source(), version("typst").encode())
    return sha256(
        b"".join(sha256(part if isinstance(part, bytes) else part.encode()).digest() for part in parts)
    ).hexdigest()


class Press:
    """Prints sheets in the given fonts, one after the other; use it in a `with` statement."""

    def __init__(self, fonts: Fonts) -> None:
        self._pool = ProcessPoolExecutor(1, get_context("spawn"), _open, (fonts.folders, _families(fonts)))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown()

    def pdfs(self, sheets: Iterable[Sheet]) -> Iterator[bytes]:
        """Return the PDF of each sheet, in order. Raises RuntimeError when Typst refuses a sheet."""
        return self._pool.map(_printed, map(_data, sheets), chunksize=_AT_ONCE)

    def pdf(self, sheet: Sheet) -> bytes:
        """Return the PDF of one sheet. Raises RuntimeError when Typst refuses it."""
        return self._pool.submit(_printed, _data(sheet)).result()


def _data(sheet: Sheet) -> str:
    return json.dumps(asdict(sheet), ensure_ascii=False, sort_keys=True, default=date.isoformat)


def _families(fonts: Fonts) -> str:
    return json.dumps(fonts.families, ensure_ascii=False, sort_keys=True)


@cache
def _source() -> bytes:
    return resources.files("placet.official").joinpath("sheet.typ").read_bytes()


def _open(folders: tuple[str, ...], families: str) -> None:
    """Set up the press's own process."""
    import typst

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders))
    _printing["compiler"] = typst.Compiler(font_paths=fonts, ignore_system_fonts=True)
    _printing["families"] = families


_printing: dict[str, object] = {}


def _printed(data: str) -> bytes:
    import typst

    compiler, families = _printing["compiler"], _printing["families"]
    assert isinstance(compiler, typst.Compiler)
    inputs = {"sheet": data, "fonts": str(families)}
    try:
        made = compiler.compile(_source(), format="pdf", sys_inputs=inputs, pdf_standards=_STANDARD)
    except typst.TypstError as error:
        raise RuntimeError(error.message) from error
    assert isinstance(made, bytes)
    return made
