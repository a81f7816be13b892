"""The catalogue of everything Placet says: code → words, in Chinese and English.

Each family's file beside this one maps codes to `name`, `level`, `zh`, `en`, `help-zh`, `help-en`, `why-zh` and
`why-en`; `labels.yaml` holds the fixed words of reports, and keys that are no codes are left to others.
Placeholders in braces are filled from a finding's args.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml

from placet.model import Finding, Level

LANGUAGES = ("zh", "en")
LABELS = "labels.yaml"
_CODE = re.compile(r"[A-Z]{3}\d{3}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One message: its kebab-case name, its level, and per language the sentence, the help line and the manual."""

    code: str
    name: str
    level: Level
    sentence: Mapping[str, str]
    help: Mapping[str, str]
    why: Mapping[str, str]


def codes() -> tuple[str, ...]:
    """Every code of the catalogue, sorted."""
    return tuple(_catalogue())


def entry(code: str) -> Entry:
    """The catalogue's entry. Raises KeyError for an unknown code, which is a fault of ours."""
    return _catalogue()[code]


def level(code: str) -> Level:
    """How much a finding of this code weighs."""
    return entry(code).level


def say(code: str, args: Mapping[str, str], lang: str) -> str:
    """The sentence of a code with its placeholders filled. Raises KeyError for a missing argument."""
    return entry(code).sentence[lang].format_map(args)


def text(finding: Finding, lang: str) -> str:
    """The sentence of a finding."""
    return say(finding.code, finding.args, lang)


def help(code: str, lang: str, args: Mapping[str, str] | None = None) -> str:  # noqa: A001 - the field's own word
    """The line that says what to do about it; empty where there is nothing to add."""
    return entry(code).help[lang].format_map(args or {})


def page(code: str, lang: str) -> str:
    """The manual page of a code, in Markdown: heading, what it says, why, and how to mend it."""
    found = entry(code)
    weight = label(f"{found.level}-page", lang, sentence=found.sentence[lang])
    words = [f"# {code} {found.name}", weight, found.why[lang].strip()]
    if found.help[lang]:
        words.append(f"**{label('help', lang).strip()}** {found.help[lang]}")
    return "\n\n".join(words) + "\n"


def label(key: str, lang: str, **args: str | int) -> str:
    """A fixed word or phrase of a report, with its placeholders filled."""
    return _labels()[key][lang].format_map(args)


def has_label(key: str) -> bool:
    """Whether there is a fixed phrase of this name."""
    return key in _labels()


@cache
def _catalogue() -> Mapping[str, Entry]:
    found: dict[str, Entry] = {}
    for file in sorted(resources.files(__package__).iterdir(), key=lambda item: item.name):
        entries = _yaml(file.read_bytes()) if file.name.endswith(".yaml") else {}
        for code, data in entries.items():
            if not _CODE.fullmatch(code):
                continue
            if code in found:
                raise ValueError(f"{file.name}: {code} is already taken")
            found[code] = _entry(code, data)
    return dict(sorted(found.items()))


@cache
def _labels() -> Mapping[str, Mapping[str, str]]:
    return _yaml(resources.files(__package__).joinpath(LABELS).read_bytes())


def _yaml(data: bytes) -> Mapping[str, Mapping[str, str]]:
    loaded: Mapping[str, Mapping[str, str]] = yaml.load(data, yaml.CSafeLoader)
    return loaded or {}


def _entry(code: str, data: Mapping[str, str]) -> Entry:
    return Entry(
        code=code,
        name=data["name"],
        level=Level(data["level"]),
        sentence={lang: data[lang] for lang in LANGUAGES},
        help={lang: data.get(f"help-{lang}", "") for lang in LANGUAGES},
        why={lang: data[f"why-{lang}"] for lang in LANGUAGES},
    )
