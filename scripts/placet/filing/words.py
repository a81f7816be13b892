"""The words written into a new draft: comments that tell a clerk what each field wants."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources

import yaml


def word(key: str, lang: str, **args: str) -> str:
    """The words of `key` with placeholders filled. Raises KeyError for an unknown key, a fault of ours."""
    return _words()[key][lang].format_map(args)


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    data = resources.files(__package__).joinpath("words.yaml").read_bytes()
    loaded: Mapping[str, Mapping[str, str]] = yaml.load(data, yaml.CSafeLoader)
    return loaded
