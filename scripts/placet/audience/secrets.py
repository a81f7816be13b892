"""The words that must not be found on a site: what hidden records say and what nothing that is shown says too."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache, cached_property
from importlib import resources
from typing import Any

from ahocorasick_rs import AhoCorasick
from msgspec import Struct

from placet import numbers
from placet.audience.seen import Hidden
from placet.model import Cabinet, Place, Record

#: A shorter word, and one without Chinese, is looked for as it stands; others whatever signs are put into them.
_LONG = 6
#: Long texts are looked for in parts of so many signs, one beginning every so many: what is longer is always found.
#: Parts with more figures are numbers and days, which stand side by side anywhere.
_PART, _STEP, _FIGURES = 12, 6, 4
_FEWEST = 6
_DATE = re.compile(r"[\d ]{,10}")
#: Days, times and amounts with a sign of their unit: 2026年3月4日, 12 件.
_AMOUNT = re.compile(r"(\d+ ?[^\W\d_]? ?)+")
#: Where a sentence, a cell or an element ends: what stands on both sides of it was never said in one breath.
_SENTENCE = re.compile(r"[\n\t\r。；！？!?;，,|<>\"]+")
_SIGNS = re.compile(r"[\W_]+")
#: What nobody sees between signs: soft hyphens, joiners, marks of direction and of variants.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]"
)
#: A blank between two Chinese signs, as short names are spread to the width of long ones;
#: and a document's year and number in all their styles.
_BLANK = re.compile(r"(?<=[^\x00-\u2e7f]) +(?=[^\x00-\u2e7f])")
_NUMBER = re.compile(r"((?:19|20)\d\d)年?第?0*([1-9]\d{0,5})(?=[号號])")
#: Stands for such an end in packed text: a letter that no office writes.
_EDGE = "\u01c1"


def plain(text: str) -> str:
    """Return a text in one way of writing: NFKC, lower case, simplified, without signs that nobody sees."""
    signs = _UNSEEN.sub("", unicodedata.normalize("NFKC", text).lower())
    table, traditional = _simplified()
    return signs.translate(table) if traditional.search(signs) else signs


def packed(text: str) -> str:
    """Return a plain text's letters and figures alone, with marks where a sentence ends; numbers written one way."""
    return _NUMBER.sub(r"\1\2", _SIGNS.sub("", _SENTENCE.sub(_EDGE, text))).strip(_EDGE)


def spaced(text: str) -> str:
    """Return a plain text with one space for every run of signs and spaces, and none within Chinese words."""
    return _SIGNS.sub(" ", _BLANK.sub("", text)).strip()


@cache
def _simplified() -> tuple[dict[int, int], re.Pattern[str]]:
    """The table by which the search's readers may ask in traditional signs, and what finds any of them."""
    script = resources.files("placet").joinpath("site/static/traditional.js").read_text("utf-8")
    traditional, simple = re.findall(r'"([^"]+)"', script)
    return str.maketrans(traditional, simple), re.compile(f"[{traditional}]")


@dataclass(frozen=True)
class Secrets:
    """What must not be found: each word with the record that it is from. `long` are packed, `short` are spaced."""

    long: Mapping[str, str]
    short: Mapping[str, str]

    def found(self, text: str) -> Iterator[tuple[str, str]]:
        """The secrets in a text, each with the record that it is from; the same one once."""
        written = plain(text)
        for words, finder, form in ((self.long, self._long, packed), (self.short, self._short, spaced)):
            seen = dict.fromkeys(finder.find_matches_as_strings(form(written), overlapping=True)) if words else ()
            yield from ((word, words[word]) for word in seen)

    def without(self, texts: Iterable[str]) -> Secrets:
        """The secrets that none of these texts says."""
        told = {word for text in texts for word, _ in self.found(text)}
        return Secrets(*({w: of for w, of in words.items() if w not in told} for words in (self.long, self.short)))

    def along(self, others: Secrets, told: Collection[str]) -> Secrets:
        """These and the others, but those of them that are `told`."""
        long, short = ({w: of for w, of in each.items() if w not in told} for each in (others.long, others.short))
        return Secrets({**self.long, **long}, {**self.short, **short})

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
    office = (" \n".join(strings(replace(shown, files={}, records={}))), *spoken)
    own = _told(_withheld(cabinet, what)).without(office)
    said = {path: " \n".join((*strings(one), *_names(one, shown))) for path, one in shown.records.items()}
    by_others = {word for path, text in said.items() for word, of in own.found(text) if of != path}
    return _told(found).without((*office, *said.values())).along(own, by_others)


def _withheld(cabinet: Cabinet, what: Hidden) -> Mapping[str, str]:
    """What rules withhold of records that are shown: no secret less because such a record says it elsewhere itself."""
    return {
        value: path
        for path, names in what.fields.items()
        for value in strings([value for name, value in cabinet.records[path].fields.items() if name in names])
    }


def _told(words: Mapping[str, str]) -> Secrets:
    """These words as secrets, but those that say nothing by themselves."""
    found = {plain(word): path for word, path in words.items()}
    telling = {word: path for word, path in found.items() if _tells(spaced(word))}
    long = {packed(word): path for word, path in telling.items() if _is_long(word)}
    short = {spaced(word): path for word, path in telling.items() if not _is_long(word)}
    return Secrets(long, short)


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
        signs = packed(plain(sentence))
        if len(signs) >= _PART + _STEP and not signs.isascii():
            places = (*range(0, len(signs) - _PART, _STEP), len(signs) - _PART)
            parts = (signs[at : at + _PART] for at in places)
            yield from (part for part in parts if sum(sign.isdigit() for sign in part) <= _FIGURES)
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


def _is_long(word: str) -> bool:
    return len(packed(word)) >= _LONG and not packed(word).isascii()


def _tells(word: str) -> bool:
    """Whether a word says something by itself: two Chinese signs, or more letters and figures than a date has."""
    if word.isascii():
        return len(word) >= _FEWEST and _DATE.fullmatch(word) is None
    return len(word) > 1 and _AMOUNT.fullmatch(word) is None
