"""The portal's own words (`words/`), in Chinese or English."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources

import yaml


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    table: dict[str, Mapping[str, str]] = {}
    for file in sorted(resources.files("placet.pages").joinpath("words").iterdir(), key=lambda file: file.name):
        for key, phrase in yaml.load(file.read_bytes(), yaml.CSafeLoader).items():
            if key in table:
                raise ValueError(f"{file.name}: {key} is already taken")
            table[key] = phrase
    return table


def keys() -> tuple[str, ...]:
    """Return every key of the words, file by file."""
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
