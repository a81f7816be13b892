"""Short phrases inside reasons and plain sentences, from `messages/plain.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, cast

import yaml


@cache
def _phrases() -> Mapping[str, Any]:
    data = (files("placet") / "messages" / "plain.yaml").read_bytes()
    return cast("Mapping[str, Any]", yaml.load(data, yaml.CSafeLoader))


def phrase(key: str, /, **words: str) -> str:
    """The phrase of this key with its blanks filled; KeyError for a phrase that is not in the file."""
    return str(_phrases()[key]).format(**words)
