"""Builds the portal for one audience and proves on the finished site that nothing withheld is in it."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from placet.audience import Leak, hidden, leaks, said, secrets, seen
from placet.judge import Outcome
from placet.model import Cabinet
from placet.site.build import BuildReport, build
from placet.site.stage import stage
from placet.tree import Tree


def build_for(
    audience: str, root: Path, out: Path, cabinet: Cabinet, outcome: Outcome, lang: str, tree: Tree
) -> tuple[BuildReport, list[Leak]]:
    """Build what `audience` may see into `out`, and read the finished site for all that it may not see.

    A site with a leak is taken away again. What the same site says without a single record is no secret. Raises
    BuildError as `build` does, ValueError for an unknown audience.
    """
    what = hidden(cabinet, outcome, audience)
    shown, judged = seen(cabinet, outcome, what)
    report = build(root, out, shown, judged, lang, tree=tree)
    if not what:
        return report, []
    with tempfile.TemporaryDirectory(prefix="placet-") as folder:
        bare = replace(shown, records={}), replace(judged, findings=(), verdicts=(), skips=(), standings={})
        build(root, Path(folder), *bare, lang, tree=tree)
        found = leaks(out, secrets(cabinet, shown, what, said(Path(folder))))
    if found:
        stage(out, {})
    return report, found
