"""The portal's own words (`words/`), in Chinese or English."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, cached_property
from importlib import resources

import yaml

_SHELL = "shell-"


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
    """Return the words that scripts say, by key: the search box, and what tells that a citation was copied."""
    return _under(lang, "search", "facet-", "standing-", "close", "year", "copy-done", "copy-by-hand")


def of_the_shell(lang: str) -> Mapping[str, str]:
    """Return the words of the shell that all pages share, by key without `shell-`."""
    return {key.removeprefix(_SHELL): phrase for key, phrase in _under(lang, _SHELL).items()}


def _under(lang: str, *heads: str) -> Mapping[str, str]:
    return {key: phrase[lang] for key, phrase in _table().items() if key.startswith(heads or "")}


class _Counted(str):
    """A blank that says itself, or, asked by `{count:one|two|many}`, the phrase of its number: the last beyond them."""

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        forms = spec.split("|")
        return forms[min(int(self) or len(forms), len(forms)) - 1 if self.isdigit() else -1] if spec else str(self)


class Words:
    """The words of one language; `words("key", name="…")` fills a phrase's blanks. An unknown key is a KeyError.

    `{count:document|documents}` in a phrase is the word for that number, here for one and for any other.
    """

    def __init__(self, lang: str = "zh") -> None:
        self.lang = lang

    @cached_property
    def _phrases(self) -> Mapping[str, str]:
        return _under(self.lang)

    def __call__(self, key: str, **blanks: object) -> str:
        """Return the phrase under `key` with its blanks filled."""
        phrase = self._phrases[key]
        if "|" in phrase:
            blanks = {name: _Counted(blank) for name, blank in blanks.items()}
        return phrase.format(**blanks) if blanks else phrase

    def are_in(self, key: str, text: str) -> bool:
        """Return whether what people wrote says the phrase under `key` already, in whichever language."""
        return any(phrase in text for phrase in _table()[key].values())
