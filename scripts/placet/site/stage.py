"""Makes folders hold just what belongs there; what people wrote under docs/, and the portal's own style."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources
from pathlib import Path, PurePosixPath

from placet.site.folder import Folder
from placet.site.sheet import sheet

#: Where MkDocs finds what people wrote and the specimens, from the root; mkdocs.yml names it too.
SOURCE = "build/site-src"
#: Where MkDocs finds our shell of a page; mkdocs.yml names it too.
THEME = "build/site-theme"
#: Where MkDocs leaves what it made of them.
SHELL = "build/shell"

#: Asked for on their own: before the first paint, as a picture, and by the search when it needs it.
_ALONE = ("palette.js", "seal.svg", "traditional.js")
#: The folders of docs/ that hold no regulations.
WRITTEN = ("guide", "reference")
_WRITTEN = frozenset({".md", ".png", ".jpg", ".jpeg", ".svg", ".webp", ".css", ".js"})


def stage(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make `folder` hold exactly the given files."""
    held = Folder(folder)
    held.look()
    for path, data in files.items():
        held.put(path, data)
    held.finish(files)


def written(root: Path) -> dict[str, bytes]:
    """What people wrote below `root`/docs that is no regulation, by its path there: pages and pictures."""
    docs = root / "docs"
    folders = (docs / name for name in WRITTEN)
    found = (
        path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink()
    )
    return {str(PurePosixPath(path.relative_to(docs))): path.read_bytes() for path in found if path.suffix in _WRITTEN}


def style() -> dict[str, bytes]:
    """The portal's style sheet, its sign and its scripts, which are one in their names' order, by path on the site."""
    folder = resources.files("placet.site").joinpath("static")
    given = {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}
    alone = {name: given.pop(name) for name in _ALONE}
    files = {"placet.css": sheet(), "placet.js": b"\n".join(given[name] for name in sorted(given)), **alone}
    return {f"assets/placet/{name}": data for name, data in sorted(files.items())}


def theme() -> dict[str, bytes]:
    """Our shell of a page, by path in the theme's folder."""
    folder = resources.files("placet.site").joinpath("theme")
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.name.endswith(".html")}
