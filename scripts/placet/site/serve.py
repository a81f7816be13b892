"""Shows the portal on this machine: builds it, serves it, and builds it again when documents or pages change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from placet.shards.frame import Frame, Past
from placet.site.build import build

#: Where the served site lies, from the root: apart from the site that `build` makes.
SERVED = "build/serve"
_WATCHED = ("docs", "records")


def serve(
    root: Path, host: str, port: int, found: Callable[[], tuple[Frame, datetime, Past]], lang: str = "zh"
) -> None:
    """Serve the portal of `root` at http://host:port/ until interrupted; `found` reads it afresh.

    Open pages reload themselves after a change under docs/ or records/. A change that cannot be built is reported and
    the last good site stays. Raises BuildError when even the first site cannot be built.
    """

    def rebuild() -> None:
        build(root, root / SERVED, *found(), lang)

    rebuild()
    server = LiveReloadServer(rebuild, host=host, port=port, root=str(root / SERVED))
    for folder in _WATCHED:
        server.watch(str(root / folder))
    try:
        server.serve()  # type: ignore[no-untyped-call]
    finally:
        server.shutdown()
