"""What changed in a text, sentence by sentence, for a reader who signed the earlier one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

_SENTENCE = re.compile(r"[^\n\u3002\uff01\uff1f\uff1b]*[\u3002\uff01\uff1f\uff1b]?\n*")
_WORD = re.compile(r"[A-Za-z]+|[0-9.,%]+|\s+|.", re.DOTALL)
#: More changes than this are better read in the document itself.
MOST = 40


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a sentence: `kind` is same, gone or come."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Edit:
    """One changed place: the pieces as they follow each other. `line` is the line in the present text."""

    line: int
    parts: tuple[Part, ...]


def edits(was: str, now: str) -> tuple[tuple[Edit, ...], int]:
    """The changed places in order, at most `MOST`, and how many more there are."""
    found = list(_edits(was, now))
    return tuple(found[:MOST]), max(len(found) - MOST, 0)


def _edits(was: str, now: str) -> Iterator[Edit]:
    old, new = (_SENTENCE.findall(text.replace("\r\n", "\n")) for text in (was, now))
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            line = "".join(new[:j1]).count("\n") + 1
            yield Edit(line, tuple(_parts("".join(old[i1:i2]), "".join(new[j1:j2]))))


def _parts(old: str, new: str) -> Iterator[Part]:
    before, after = _WORD.findall(old), _WORD.findall(new)
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Part("same", "".join(before[i1:i2]))
            continue
        if i2 > i1:
            yield Part("gone", "".join(before[i1:i2]))
        if j2 > j1:
            yield Part("come", "".join(after[j1:j2]))
