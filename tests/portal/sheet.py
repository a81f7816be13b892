"""Pictures of a gate's sheet as a forge's page shows it: Markdown in, a PNG out that names the text it was made of."""

from __future__ import annotations

import hashlib
import struct
import zlib
from pathlib import Path

from markdown_it import MarkdownIt
from playwright.sync_api import Browser

_STYLE = """
body{font:15px/1.6 'Noto Sans CJK SC',sans-serif;margin:24px;color:#1f2328;background:#fff}
h1{font-size:24px;border-bottom:1px solid #d1d9e0;padding-bottom:.3em}h2{font-size:20px}h3{font-size:17px}
code{background:#eff1f3;border-radius:6px;padding:.15em .4em;font-size:85%}
table{border-collapse:collapse}td,th{border:1px solid #d1d9e0;padding:6px 12px}
del{background:#ffebe9}ins{background:#dafbe1}
"""
_KEYWORD = b"sheet"


def photograph(browser: Browser, sheet: str, file: Path) -> None:
    """Draws the sheet, its folded parts closed, and writes the picture with the hash of the text in it."""
    html = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(sheet)
    page = browser.new_page(viewport={"width": 980, "height": 200})
    page.set_content(f"<!doctype html><meta charset=utf-8><style>{_STYLE}</style><body>{html}")
    data = page.screenshot(full_page=True, animations="disabled")
    page.close()
    end = len(data) - 12
    file.write_bytes(data[:end] + _chunk(_KEYWORD + b"\0" + _digest(sheet)) + data[end:])


def shows(file: Path, sheet: str) -> bool:
    """Whether the picture was made of just this text."""
    return _chunk(_KEYWORD + b"\0" + _digest(sheet)) in file.read_bytes()


def _digest(sheet: str) -> bytes:
    return hashlib.sha256(sheet.encode()).hexdigest().encode()


def _chunk(data: bytes) -> bytes:
    """A PNG text chunk."""
    body = b"tEXt" + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))
