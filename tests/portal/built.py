"""The small cabinet's portal, built on the spot."""

from __future__ import annotations

import shutil
from pathlib import Path

from placet.cabinet import load
from placet.judge import judge
from placet.site import BuildReport, build
from placet.tree import WorkTree
from tests.portal.small import make

HERE = Path(__file__).parents[2]


def prepared(root: Path, notices: int = 0) -> Path:
    """Write the small cabinet with the project's guides, reference and MkDocs settings under `root`, and return it."""
    make(root, notices)
    for folder in ("guide", "reference"):
        shutil.copytree(HERE / "docs" / folder, root / "docs" / folder)
    shutil.copy(HERE / "mkdocs.yml", root)
    return root


def built(root: Path, out: Path) -> BuildReport:
    """Judge the cabinet at `root` and build its site into `out`."""
    cabinet = load(WorkTree(root))
    assert cabinet.config.as_of is not None
    return build(root, out, cabinet, judge(cabinet, cabinet.config.as_of))
