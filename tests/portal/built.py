"""The small cabinet's portal, built on the spot."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from placet.cli.session import moment_by, open_past
from placet.shards.frame import Frame
from placet.site import BuildReport, build
from placet.tree import WorkTree
from tests.portal.small import make

HERE = Path(__file__).parents[2]


def prepared(root: Path, notices: int = 0, told: Callable[[str], str] = str) -> Path:
    """Write the small cabinet with the project's guides, reference and MkDocs settings under `root`, and return it."""
    make(root, notices, told)
    for folder in ("guide", "reference"):
        shutil.copytree(HERE / "docs" / folder, root / "docs" / folder)
    shutil.copy(HERE / "mkdocs.yml", root)
    return root


def built(
    root: Path, out: Path, lang: str = "zh", audience: str = "internal", *, kept: bool = True, processes: int = -1
) -> BuildReport:
    """Check the cabinet at `root` and build its site into `out`."""
    tree = WorkTree(root)
    frame = Frame(tree)
    at, past = moment_by(frame.office.config, None), open_past(root, None, tree, frame.office)
    return build(root, out, lambda: (frame, at, past), lang, audience, kept=kept, processes=processes)
