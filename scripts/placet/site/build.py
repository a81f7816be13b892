"""Builds the portal: judge the cabinet, stage its pages, let MkDocs make the site."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from placet import search
from placet.exports import exports
from placet.judge import Outcome
from placet.model import Cabinet
from placet.pages import render
from placet.pages.page import SECTIONS
from placet.pages.post import post_scripts
from placet.pages.view import View
from placet.pages.words import Words, spoken_by_the_browser
from placet.site.attached import attached
from placet.site.pictures import measured
from placet.site.printed import printed
from placet.site.stage import SHELL, SOURCE, THEME, Staged, stage, style, theme, written
from placet.site.stamp import Shells, specimen_page, specimens
from placet.tree import Tree, WorkTree

#: The search index and the sitemap bear this moment, so that the same input gives the same bytes: 2020-01-01 UTC.
_EPOCH = "1577836800"
_MATERIALS = re.compile(r"sitemap\.xml|assets/(?!placet/)")


class BuildError(RuntimeError):
    """MkDocs could not build the site, or warned; the message is what it said."""


@dataclass(frozen=True)
class BuildReport:
    """What was built: pages of the site, those rendered from the cabinet, and where the site lies."""

    pages: int
    rendered: int
    out: Path
    staged: Staged


def build(
    root: Path, out: Path, cabinet: Cabinet, outcome: Outcome, lang: str = "zh", *, tree: Tree | None = None
) -> BuildReport:
    """Build the portal of a judged cabinet at `root` (where mkdocs.yml lies) into the folder `out`.

    Attached files come from `tree`, the working tree where none is given. Raises BuildError when MkDocs fails or warns.
    """
    files = attached(cabinet, tree or WorkTree(root)) | printed(root, cabinet, outcome)
    view = View(cabinet, outcome, Words(lang), frozenset(files))
    pages = render(view)
    guides = {path: data.decode() for path, data in written(root).items() if path.endswith(".md")}
    parts = {name: search.part(found) for name, found in search.entries(view, guides).items()}
    spoken = f"window.placetWords = {json.dumps(spoken_by_the_browser(lang), ensure_ascii=False)};\n"
    stage(root / THEME, theme())
    stage(root / SOURCE, {**written(root), **style(), **specimens()})
    run_mkdocs(root, root / SHELL)
    made = _shell(root / SHELL)
    shells = Shells({section: made.pop(specimen_page(section)).decode() for section in SECTIONS})
    stamped = {path: shells.stamped(path, page) for path, page in pages.items()}
    staged = stage(
        out,
        {
            **made,
            **stamped,
            **files,
            **search.assemble(parts).made,
            **exports(view),
            **post_scripts(view),
            "assets/placet/words.js": spoken,
        },
    )
    written_pages = sum(path.endswith(".html") and path != "404.html" for path in made)
    return BuildReport(written_pages + len(pages), len(pages), out, staged)


def _shell(folder: Path) -> dict[str, bytes]:
    """What MkDocs made, by path, without the scripts and pictures that Material adds for shells of its own.

    Its site map names nothing but guides.
    """
    found = {str(PurePosixPath(path.relative_to(folder))): path for path in sorted(folder.rglob("*")) if path.is_file()}
    made = {path: file.read_bytes() for path, file in found.items() if not _MATERIALS.match(path)}
    pages = {path: measured(path, page.decode(), made) for path, page in made.items() if path.endswith(".html")}
    return made | {path: page.encode() for path, page in pages.items()}


def run_mkdocs(root: Path, out: Path) -> None:
    """Run `mkdocs build --strict` over what is staged at `root`. Raises BuildError."""
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": _EPOCH, "PYTHONHASHSEED": "0"}
    options = ["--strict", "--clean", "--site-dir", str(out.resolve())]
    command = [sys.executable, "-m", "mkdocs", "build", *options]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BuildError(_faults(f"{done.stdout}{done.stderr}"))


def _faults(said: str) -> str:
    """Return what MkDocs said beyond its progress."""
    return "\n".join(line for line in said.splitlines() if line.strip() and not line.startswith("INFO"))
