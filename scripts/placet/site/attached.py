"""The attached files that the site offers: of types no browser runs, and exactly those that were registered."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import PurePosixPath

from placet.model import Attachment, Cabinet, Record
from placet.tree import Tree

#: Types that a browser shows or saves and never runs as a page.
OFFERED = frozenset((".pdf", ".png", ".jpg", ".txt", ".csv", ".docx", ".xlsx", ".ofd"))


def attached(cabinet: Cabinet, tree: Tree) -> dict[str, bytes]:
    """Return the attached files and scanned sheets that the site offers, by path, each of the hash its record says."""
    found: dict[str, bytes] = {}
    paths = tree.paths()
    for record in cabinet.records.values():
        for attachment in _of(record):
            path = f"{record.path.removesuffix('.md')}/{attachment.file}"
            if path in paths and _is_offered(attachment.file):
                data = tree.read(path)
                if sha256(data).hexdigest() == attachment.sha256:
                    found[path] = data
    return dict(sorted(found.items()))


def _of(record: Record) -> Iterator[Attachment]:
    yield from record.attachments
    yield from (act.scan for act in record.acts if act.scan is not None)


def _is_offered(file: str) -> bool:
    path = PurePosixPath(file)
    return path.suffix.lower() in OFFERED and not any(part.startswith(".") for part in path.parts)
