"""The portal's own words (`words.yaml`), in Chinese or English."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources

import yaml


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    text = resources.files("placet.pages").joinpath("words.yaml").read_text("utf-8")
    table: Mapping[str, Mapping[str, str]] = yaml.safe_load(text)
    return table


def keys() -> tuple[str, ...]:
    """Return every key of the table, in its order."""
    return tuple(_table())


def spoken_by_the_browser(lang: str) -> Mapping[str, str]:
    """Return what the search box says, by key: the words that a script needs."""
    heads = ("search", "facet-", "standing-", "close", "year")
    return {key: phrase[lang] for key, phrase in _table().items() if key.startswith(heads)}


class Words:
    """The words of one language; `words("key", name="…")` fills a phrase's blanks. An unknown key is a KeyError."""

    def __init__(self, lang: str = "zh") -> None:
        self.lang = lang

    def __call__(self, key: str, **blanks: object) -> str:
        """Return the phrase under `key` with its blanks filled."""
        phrase = _table()[key][self.lang]
        return phrase.format(**blanks) if blanks else phrase
