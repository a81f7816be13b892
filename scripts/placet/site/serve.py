"""Shows the portal on this machine: builds it, and builds what has changed again as documents or pages are written."""

from __future__ import annotations

import gc
import multiprocessing
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path

from placet.errors import UserError
from placet.pages.layout import prepare
from placet.pages.words import Words
from placet.shards.frame import Found, Frame
from placet.site.build import BuildReport, build
from placet.site.guides import BuildError
from placet.site.window import Window

#: Where the served site lies, from the root: apart from the site that `build` makes.
SERVED = "build/serve"
_WATCHED = ("docs", "records")
#: A save often comes in several steps: how long it is quiet before they are taken for one, in seconds.
_QUIET = 0.05

#: What reads the portal afresh, given what it gave before.
Find = Callable[[Frame | None], Found]


def serve(root: Path, host: str, port: int, find: Find, lang: str = "zh") -> Iterator[BuildReport | Exception]:
    """Serve the portal of `root` at http://host:port/; gives what each build gave, the first before anything is shown.

    Open pages reload themselves after a change under docs/ or records/. A change that cannot be built is given as its
    error, and the last good site stays. Raises BuildError when even the first site cannot be built, OSError when the
    address is taken.
    """
    first = find(None)
    window = Window(host, port, root / SERVED)
    yield build(root, root / SERVED, lambda: first, lang)
    ours, theirs = multiprocessing.Pipe()
    watched = [root / name for name in _WATCHED if (root / name).is_dir()]
    child = multiprocessing.get_context("fork").Process(target=_show, args=(window, ours, theirs, watched), daemon=True)
    child.start()
    theirs.close()
    window.server_close()
    # The processes of the next builds then have them from the start.
    prepare(Words(lang))
    frame = first[0]
    try:
        while _changed(ours):
            frame, report = _again(root, frame, find, lang)
            if isinstance(report, BuildReport):
                ours.send(True)
            yield report
    finally:
        ours.close()
        child.join()


def _show(window: Window, ours: Connection, theirs: Connection, watched: list[Path]) -> None:
    ours.close()
    window.run(theirs, watched)


def _changed(line: Connection) -> bool:
    """Wait for a change and for what belongs to it; False when nobody watches any more."""
    try:
        line.recv()
        while line.poll(_QUIET):
            line.recv()
    except (EOFError, OSError):
        return False
    return True


def _again(root: Path, before: Frame, find: Find, lang: str) -> tuple[Frame, BuildReport | Exception]:
    # What is left of the last build is looked for afterwards, while nobody waits.
    gc.disable()
    try:
        now = find(before)
        return now[0], build(root, root / SERVED, lambda: now, lang)
    except (BuildError, UserError) as error:
        return before, error
    finally:
        gc.enable()
