"""The catalogue of everything Placet says: code → words, in Chinese and English.

Each family's file beside this one maps codes to `name`, `level`, `zh`, `en`, `help-zh`, `help-en`, `why-zh` and
`why-en`; `labels.yaml` holds the fixed words of reports, and keys that are no codes are left to others.
Placeholders in braces are filled from a finding's args; `{word:family}` takes the arg for one or more names joined by
"、", each of which is said by the label `family-name` where there is one.
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
_NAMED = re.compile(r"\{([a-z_]+):([a-z-]+)\}")
_AND = "、"


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


@cache
def entry(code: str) -> Entry:
    """The catalogue's entry. Raises KeyError for an unknown code, which is a fault of ours."""
    start = f"\n{code}:\n".encode()
    for name, data in _files().items():
        if start in b"\n" + data:
            return _family(name)[code]
    raise KeyError(code)


def level(code: str) -> Level:
    """How much a finding of this code weighs."""
    return entry(code).level


def say(code: str, args: Mapping[str, str], lang: str) -> str:
    """The sentence of a code with its placeholders filled. Raises KeyError for a missing argument."""
    return _filled(entry(code).sentence[lang], args, lang)


def text(finding: Finding, lang: str) -> str:
    """The sentence of a finding."""
    return say(finding.code, finding.args, lang)


def sentence(code: str, lang: str) -> str:
    """The sentence of a code with its placeholders as they are."""
    return _bare(entry(code).sentence[lang])


def help(code: str, lang: str, args: Mapping[str, str] | None = None) -> str:  # noqa: A001 - the field's own word
    """The line that says what to do about it; empty where there is nothing to add."""
    return _filled(entry(code).help[lang], args or {}, lang)


def page(code: str, lang: str) -> str:
    """The manual page of a code, in Markdown: heading, what it says, why, and how to mend it."""
    found = entry(code)
    weight = label(f"{found.level}-page", lang, sentence=sentence(code, lang))
    words = [f"# {code} {found.name}", weight, found.why[lang].strip()]
    if found.help[lang]:
        words.append(f"**{label('help', lang).strip()}** {_bare(found.help[lang])}")
    return "\n\n".join(words) + "\n"


def label(key: str, lang: str, **args: str | int) -> str:
    """A fixed word or phrase of a report, with its placeholders filled."""
    return _labels()[key][lang].format_map(args)


def has_label(key: str) -> bool:
    """Whether there is a fixed phrase of this name."""
    return key in _labels()


def _bare(template: str) -> str:
    return _NAMED.sub(r"{\1}", template)


def _filled(template: str, args: Mapping[str, str], lang: str) -> str:
    def said(found: re.Match[str]) -> str:
        keys = ((name, f"{found[2]}-{name}") for name in args[found[1]].split(_AND))
        text = _AND.join(label(key, lang) if has_label(key) else name for name, key in keys)
        return text.replace("{", "{{").replace("}", "}}")

    return _NAMED.sub(said, template).format_map(args)


@cache
def _catalogue() -> Mapping[str, Entry]:
    found: dict[str, Entry] = {}
    for name in _files():
        for code, one in _family(name).items():
            if code in found:
                raise ValueError(f"{name}: {code} is already taken")
            found[code] = one
    return dict(sorted(found.items()))


@cache
def _family(name: str) -> Mapping[str, Entry]:
    return {code: _entry(code, data) for code, data in _yaml(_files()[name]).items() if _CODE.fullmatch(code)}


@cache
def _files() -> Mapping[str, bytes]:
    found = sorted(resources.files(__package__).iterdir(), key=lambda item: item.name)
    return {file.name: file.read_bytes() for file in found if file.name.endswith(".yaml")}


@cache
def _labels() -> Mapping[str, Mapping[str, str]]:
    return _yaml(_files()[LABELS])


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
