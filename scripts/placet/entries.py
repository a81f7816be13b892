"""What lies in a tree: only ordinary files with names that are text are read."""

from __future__ import annotations

import re

from placet.model import Finding, Place

SYMLINK = "120000"
SUBMODULE = "160000"
_REFUSED = {SYMLINK: "FMT901", SUBMODULE: "FMT902"}
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def is_text(names: str) -> bool:
    """Whether there is no character in these names for which `refusal` would refuse one."""
    return names.isprintable() or _CONTROL.search(names) is None


def refusal(path: str, mode: str) -> Finding | None:
    """The finding for an entry that is no ordinary file or whose name is no text, or None when it may be read."""
    shown = path.encode("unicode_escape").decode("ascii") if _CONTROL.search(path) else path
    code = "FMT903" if shown != path else _REFUSED.get(mode)
    return Finding(code, Place(shown), {"path": shown}) if code else None
