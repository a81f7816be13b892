"""Stages the site's source: rendered pages, pages that people wrote under docs/, and the portal's own style."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path, PurePosixPath

#: Where MkDocs finds the staged pages, from the root; mkdocs.yml names it too.
SOURCE = "build/site-src"

_STATIC = ("placet.css", "placet.js", "search.js", "search-box.js")
_WRITTEN = frozenset({".md", ".png", ".jpg", ".jpeg", ".svg", ".webp", ".css", ".js"})


@dataclass(frozen=True)
class Staged:
    """How many files were written, left as they were, and removed."""

    written: int
    kept: int
    removed: int


def stage(root: Path, pages: Mapping[str, str | bytes]) -> Staged:
    """Make `root`/build/site-src hold exactly the given pages, what people wrote under docs/, and the style.

    A rendered page takes the place of a source of the same path (a regulation's page that of its source). Files that
    are the same already are not touched, and files that no longer belong are removed. Symbolic links are not followed.
    """
    wanted = {path: _bytes(text) for path, text in written(root).items() | _style().items() if path not in pages}
    wanted |= {path: _bytes(text) for path, text in pages.items()}
    source = root / SOURCE
    changed = sum(_write(source / path, content) for path, content in sorted(wanted.items()))
    return Staged(changed, len(wanted) - changed, _remove_others(source, wanted))


def written(root: Path) -> dict[str, bytes]:
    """What people wrote below `root`/docs, by its path there: pages and pictures."""
    docs = root / "docs"
    found = (path for path in sorted(docs.rglob("*")) if path.is_file() and not path.is_symlink())
    return {str(PurePosixPath(path.relative_to(docs))): path.read_bytes() for path in found if path.suffix in _WRITTEN}


def _style() -> dict[str, bytes]:
    folder = resources.files("placet.site").joinpath("static")
    return {f"assets/placet/{name}": folder.joinpath(name).read_bytes() for name in _STATIC}


def _bytes(text: str | bytes) -> bytes:
    return text.encode() if isinstance(text, str) else text


def _write(path: Path, content: bytes) -> bool:
    if path.is_file() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return True


def _remove_others(source: Path, wanted: Mapping[str, bytes]) -> int:
    stale = [
        path
        for path in source.rglob("*")
        if path.is_file() and str(PurePosixPath(path.relative_to(source))) not in wanted
    ]
    for path in stale:
        path.unlink()
    for folder in sorted((path for path in source.rglob("*") if path.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()
    return len(stale)
