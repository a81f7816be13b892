"""Phrases that are no findings: what speaks at length keeps a table of its own beside the catalogue.

A table is `messages/<family>.yaml`: key → `zh` and `en`, with placeholders in braces.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources

import yaml


class Phrases:
    """The phrases of one table in one language; `phrases("key", name="…")` fills a phrase's placeholders."""

    def __init__(self, family: str, lang: str) -> None:
        self.lang = lang
        self._table = _table(family)

    def __call__(self, key: str, /, **words: str | int) -> str:
        """The phrase of this key. Raises KeyError for an unknown key or a missing word, faults of ours."""
        return self._table[key][self.lang].format_map(words)


@cache
def _table(family: str) -> Mapping[str, Mapping[str, str]]:
    data = resources.files(__package__).joinpath(f"{family}.yaml").read_bytes()
    loaded: Mapping[str, Mapping[str, str]] = yaml.load(data, yaml.CSafeLoader)
    return loaded
