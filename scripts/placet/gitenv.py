"""What Git is run with: the caller's environment without whatever could lead it elsewhere."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

#: Set while `pre-receive` runs: the pushed objects are only to be found there (githooks(5), "quarantine").
QUARANTINE = "GIT_QUARANTINE_PATH"


def environment(source: Mapping[str, str]) -> dict[str, str]:
    """`source` without Git's own variables, in the C locale, never asking questions."""
    clean = {key: value for key, value in source.items() if not key.startswith("GIT_")}
    config = {key: source[key] for key in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM") if key in source}
    fixed = {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "GIT_GRAFT_FILE": os.devnull}
    return clean | config | fixed


def quarantine(source: Mapping[str, str], objects: Path) -> dict[str, str]:
    """The variables by which Git finds a push's objects in quarantine, given the repository's own object folder.

    Only a folder right below the repository's own objects is believed, and no other objects than these are lent: a
    pusher or a job may have set the variables to a folder in which an id stands for another text.
    """
    place = source.get(QUARANTINE, "")
    if not place or Path(place).resolve().parent != objects.resolve():
        return {}
    return {QUARANTINE: place, "GIT_OBJECT_DIRECTORY": place, "GIT_ALTERNATE_OBJECT_DIRECTORIES": str(objects)}
