"""The words that must not be found on a site: what hidden records say and what nothing that is shown says too."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cached_property
from typing import Any

from ahocorasick_rs import AhoCorasick
from msgspec import Struct

from placet import numbers
from placet.audience.seen import Hidden
from placet.model import Cabinet, Place, Record

#: A shorter word, and one without Chinese, is looked for as it stands; others whatever signs are put into them.
_LONG = 6
#: Long texts are looked for in parts of this many signs, so that a passage of twice as many cannot slip through.
_PART = 12
_FEWEST = 6
_DATE = re.compile(r"[\d ]{,10}")
#: Days, times and amounts with a sign of their unit: 2026年3月4日, 12 件.
_AMOUNT = re.compile(r"(\d+ ?[^\W\d_]? ?)+")
#: Where a sentence, a cell or an element ends: what stands on both sides of it was never said in one breath.
_SENTENCE = re.compile(r"[\n\t\r。；！？!?;，,|<>\"]+")
_SIGNS = re.compile(r"[\W_]+")
#: Stands for such an end in packed text: a letter that no office writes.
_EDGE = "\u01c1"


def packed(text: str) -> str:
    """Return a text's letters and figures alone: NFKC, lower case, no signs and spaces but where a sentence ends."""
    return _SIGNS.sub("", _SENTENCE.sub(_EDGE, unicodedata.normalize("NFKC", text).lower())).strip(_EDGE)


def spaced(text: str) -> str:
    """Return a text with one space for every run of signs and spaces."""
    return _SIGNS.sub(" ", unicodedata.normalize("NFKC", text).lower())


@dataclass(frozen=True)
class Secrets:
    """What must not be found: each word with the record that it is from. `long` are packed, `short` are spaced."""

    long: Mapping[str, str]
    short: Mapping[str, str]

    def found(self, text: str) -> Iterator[tuple[str, str]]:
        """The secrets in a text, each with the record that it is from; the same one once."""
        for words, finder, form in ((self.long, self._long, packed), (self.short, self._short, spaced)):
            seen = dict.fromkeys(finder.find_matches_as_strings(form(text), overlapping=True)) if words else ()
            yield from ((word, words[word]) for word in seen)

    def without(self, texts: Iterable[str]) -> Secrets:
        """The secrets that none of these texts says."""
        told = {word for text in texts for word, _ in self.found(text)}
        return Secrets(*({w: of for w, of in words.items() if w not in told} for words in (self.long, self.short)))

    @cached_property
    def _long(self) -> AhoCorasick:
        return AhoCorasick(list(self.long))

    @cached_property
    def _short(self) -> AhoCorasick:
        return AhoCorasick(list(self.short))


def secrets(cabinet: Cabinet, shown: Cabinet, what: Hidden, spoken: Iterable[str]) -> Secrets:
    """Return what a site made of `shown` must not say.

    `cabinet` is the whole one and `shown` what is left of it; `spoken` is what a site says that is made of no records.
    """
    found: dict[str, str] = {}
    for path, record in cabinet.records.items():
        if path in what.records:
            found |= dict.fromkeys([*_names(record, cabinet), *_words(record)], path)
        else:
            told = {*_words(shown.records[path])}
            found |= dict.fromkeys((word for word in _words(record) if word not in told), path)
    telling = {word: path for word, path in found.items() if _tells(spaced(word).strip())}
    long = {packed(word): path for word, path in telling.items() if _is_long(word)}
    short = {spaced(word).strip(): path for word, path in telling.items() if not _is_long(word)}
    return Secrets(long, short).without((" \n".join(_corpus(shown)), *spoken))


def _names(record: Record, cabinet: Cabinet) -> Iterator[str]:
    """What a record is called by: its id, its path, its official number."""
    yield from (record.id, record.ref)
    register = cabinet.registers["/".join(record.path.split("/")[1:3])]
    if record.year is not None and record.number is not None:
        yield numbers.name(register, record.year, record.number)


def _words(record: Record) -> Iterator[str]:
    """What a record says: values whole and in parts, its text in parts, the names of its files."""
    values = [record.title, record.annulled, *strings([*record.fields.values()])]
    for act in record.acts:
        values += [act.opinion, *strings([*act.data.values()]), *([act.scan.file] if act.scan else [])]
    for value in values:
        yield value
        yield from _parts(value)
    yield from _parts(record.body)
    yield from (word for one in record.attachments for word in (one.file, one.sha256))


def _parts(text: str) -> Iterator[str]:
    """A text cut into sentences and these into parts, so that a passage of it is found too; short ones say nothing."""
    for sentence in _SENTENCE.split(text):
        signs = packed(sentence)
        if len(signs) >= 2 * _PART and not signs.isascii():
            yield from (signs[at : at + _PART] for at in range(0, len(signs) - _PART + 1, _PART))
        elif len(signs) >= _LONG:
            yield sentence


def strings(value: Any) -> Iterator[str]:
    """Every text inside a value, however deep: values of mappings, parts of our own classes but their marks."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for one in value.values() for text in strings(one))
    elif isinstance(value, tuple | list):
        yield from (text for one in value for text in strings(one))
    elif isinstance(value, Struct) and not isinstance(value, Place):
        yield from (text for name in value.__struct_fields__ for text in strings(getattr(value, name)))
    elif is_dataclass(value):
        yield from (
            text for part in fields(value) if part.name != "marks" for text in strings(getattr(value, part.name))
        )


def _corpus(shown: Cabinet) -> Iterator[str]:
    """Every text of the cabinet that is shown, its list of files left out."""
    yield from strings(replace(shown, files={}))
    yield from (name for record in shown.records.values() for name in _names(record, shown))


def _is_long(word: str) -> bool:
    return len(packed(word)) >= _LONG and not packed(word).isascii()


def _tells(word: str) -> bool:
    """Whether a word says something by itself: two Chinese signs, or more letters and figures than a date has."""
    if word.isascii():
        return len(word) >= _FEWEST and _DATE.fullmatch(word) is None
    return len(word) > 1 and _AMOUNT.fullmatch(word) is None
