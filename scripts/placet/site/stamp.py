"""Stamps pages into the shell that MkDocs made: one specimen for each section, filled in for each page.

MkDocs takes milliseconds for a page and its theme tens of kilobytes; a shell that is cut up once takes microseconds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import escape

from placet.pages.page import SECTIONS, Page
from placet.site.folder import digest_of

_TITLE, _BODY = "PLACET-SPECIMEN-TITLE", "PLACET-SPECIMEN-BODY"
#: The page of each section that the site's navigation names.
_FIRST = {section: f"{section}.md" for section in SECTIONS} | {"home": "index.md"}
_ADDRESS = re.compile(r'((?:href|src|data-base)="|"base": ?")(?![a-z]+:|/|#|")([^"]*)')


def specimens() -> dict[str, str]:
    """Return the specimen pages for MkDocs, by path: Markdown that names its section in its front matter."""
    return {
        path: f"---\ntitle: {_TITLE}\nsection: {section}\nhide: [navigation, toc]\n---\n<h1>{_BODY}</h1>\n"
        for section, path in _FIRST.items()
    }


def specimen_page(section: str) -> str:
    """Return where MkDocs puts the specimen of a section."""
    return f"{_FIRST[section].removesuffix('.md')}.html"


@dataclass(frozen=True)
class Shells:
    """The specimens as MkDocs made them, by section."""

    specimens: Mapping[str, str]

    @property
    def digest(self) -> str:
        """What these shells are called."""
        return digest_of("\0".join(self.specimens[section] for section in SECTIONS).encode())

    def stamped(self, path: str, page: Page) -> bytes:
        """Return the whole HTML of a page that lies at `path`. Raises ValueError where MkDocs lost the specimen."""
        words = {_TITLE: escape(page.title).encode(), _BODY: page.body.encode()}
        shell = _cut(self.specimens[page.section], path.count("/"))
        return b"".join([words[piece] if isinstance(piece, str) else piece for piece in shell])


@lru_cache(maxsize=256)
def _cut(specimen: str, depth: int) -> tuple[str | bytes, ...]:
    """The specimen as seen from `depth` folders down, cut at the places that are filled in."""
    body = f"<h1>{_BODY}</h1>"
    if specimen.count(body) != 1 or _TITLE not in specimen:
        raise ValueError("the theme shows no specimen")
    return tuple(_pieces(_ADDRESS.sub(lambda found: found[1] + _up(found[2], depth), specimen.replace(body, _BODY))))


def _up(address: str, depth: int) -> str:
    return "../" * depth + address if address != "." or not depth else "../" * depth


def _pieces(text: str) -> Iterator[str | bytes]:
    """A text as bytes, the places that are filled in by their names."""
    for piece in re.split(f"({_TITLE}|{_BODY})", text):
        yield piece if piece in (_TITLE, _BODY) else piece.encode()
