"""Makes folders hold just what belongs there; what people wrote under docs/, and the portal's own style."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path, PurePosixPath

from placet.site.sheet import sheet

#: Where MkDocs finds what people wrote and the specimens, from the root; mkdocs.yml names it too.
SOURCE = "build/site-src"
#: Where MkDocs finds our shell of a page; mkdocs.yml names it too.
THEME = "build/site-theme"
#: Where MkDocs leaves what it made of them.
SHELL = "build/shell"

#: The folders of docs/ that hold no regulations.
WRITTEN = ("guide", "reference")
_WRITTEN = frozenset({".md", ".png", ".jpg", ".jpeg", ".svg", ".webp", ".css", ".js"})


@dataclass(frozen=True)
class Staged:
    """How many files were written, left as they were, and removed."""

    written: int
    kept: int
    removed: int


def stage(folder: Path, files: Mapping[str, str | bytes]) -> Staged:
    """Make `folder` hold exactly the given files.

    Those that are the same already are not touched, and those that no longer belong are removed. Symbolic links are
    not followed.
    """
    wanted = {path: _bytes(text) for path, text in files.items()}
    changed = sum(_write(folder / path, content) for path, content in sorted(wanted.items()))
    return Staged(changed, len(wanted) - changed, _remove_others(folder, wanted))


def written(root: Path) -> dict[str, bytes]:
    """What people wrote below `root`/docs that is no regulation, by its path there: pages and pictures."""
    docs = root / "docs"
    folders = (docs / name for name in WRITTEN)
    found = (
        path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink()
    )
    return {str(PurePosixPath(path.relative_to(docs))): path.read_bytes() for path in found if path.suffix in _WRITTEN}


def style() -> dict[str, bytes]:
    """The portal's style sheet, its scripts and its sign, by path on the site."""
    folder = resources.files("placet.site").joinpath("static")
    files = {file.name: file.read_bytes() for file in folder.iterdir() if file.name.endswith((".js", ".svg"))}
    return {f"assets/placet/{name}": data for name, data in sorted({"placet.css": sheet(), **files}.items())}


def theme() -> dict[str, bytes]:
    """Our shell of a page, by path in the theme's folder."""
    folder = resources.files("placet.site").joinpath("theme")
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.name.endswith(".html")}


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
