"""What changed in a text: sentence by sentence, then clause by clause, then character by character."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from placet.redline.likeness import matched

SAME, GONE, COME = "same", "gone", "come"
_SENTENCE = re.compile(r"[^\n\u3002\uff01\uff1f\uff1b]*[\u3002\uff01\uff1f\uff1b]?\n*")
_STOP = re.compile(r"[\n\u3002\uff01\uff1f\uff1b]")
_CLAUSE = re.compile(r"[^\uff0c\uff1a\u3001]*[\uff0c\uff1a\u3001]?")
#: A date, an article's number, a Latin word, a figure, a blank, or one character.
_WORD = re.compile(
    r"\d+\u5e74\d+\u6708\d+\u65e5|\u7b2c[\u3007\u4e00-\u9fff]{1,7}?\u6761|[A-Za-z]+|[0-9.,%]+|\s+|.", re.DOTALL
)
#: More changes than this are better read in the document itself.
MOST = 40
#: The largest pair of passages, in characters times characters, that is still looked at letter by letter.
_LARGEST = 360_000
#: The largest block of changed sentences, old times new, in which each looks for its own later state.
_MOST_PAIRED = 900


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


def parts(was: str, now: str) -> tuple[Part, ...]:
    """A text and its changes, whole: what stayed, what is gone, and what came in its place, in reading order."""
    return tuple(_legible(_compared(was, now, (_SENTENCE, _CLAUSE, _WORD))))


def _edits(was: str, now: str) -> Iterator[Edit]:
    old, new = (_SENTENCE.findall(text.replace("\r\n", "\n")) for text in (was, now))
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            line = "".join(new[:j1]).count("\n") + 1
            yield Edit(line, parts("".join(old[i1:i2]), "".join(new[j1:j2])))


def _compared(was: str, now: str, units: tuple[re.Pattern[str], ...]) -> Iterator[Part]:
    """The pieces of two texts cut by the first of `units`; what differs is cut by the next one."""
    old, new = units[0].findall(was), units[0].findall(now)
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "replace" and len(units) > 1:
            yield from _replaced(old[i1:i2], new[j1:j2], units[1:])
        elif tag == "equal":
            yield Part(SAME, "".join(old[i1:i2]))
        else:
            yield from (Part(GONE, "".join(old[i1:i2])), Part(COME, "".join(new[j1:j2])))


def _replaced(old: Sequence[str], new: Sequence[str], units: tuple[re.Pattern[str], ...]) -> Iterator[Part]:
    """The pieces of passages that differ: kindred ones are compared with each other, what is between them as it is."""
    pairs = matched(old, new) if len(old) * len(new) <= _MOST_PAIRED else []
    i = j = 0
    for one, other in [*pairs, (len(old), len(new))]:
        yield from _passage("".join(old[i:one]), "".join(new[j:other]), units)
        yield from _passage("".join(old[one : one + 1]), "".join(new[other : other + 1]), units)
        i, j = one + 1, other + 1


def _passage(was: str, now: str, units: tuple[re.Pattern[str], ...]) -> Iterator[Part]:
    if was and now and len(was) * len(now) <= _LARGEST:
        yield from _compared(was, now, units)
    else:
        yield from (Part(GONE, was), Part(COME, now))


def _legible(found: Iterable[Part]) -> Iterator[Part]:
    """The same pieces, so joined that a reader sees phrases: a word that stayed between larger changes goes with them.

    The measure is that of diff-match-patch: what stayed is no longer than the change on either side of it. The end of a
    sentence always stays.
    """
    blocks = _blocks(found)
    while (merged := _merged(blocks)) != blocks:
        blocks = merged
    for gone, come, same in map(_closed, blocks):
        yield from (part for part in (Part(GONE, gone), Part(COME, come), Part(SAME, same)) if part.text)


#: A change and what stayed after it: the words gone, the words come, the words that stayed.
_Block = tuple[str, str, str]


def _closed(block: _Block) -> _Block:
    """A block in which the signs that end both the old and the new words are among those that stayed."""
    gone, come, same = block
    while gone[-1:] == come[-1:] and _STOP.fullmatch(gone[-1:]):
        gone, come, same = gone[:-1], come[:-1], gone[-1] + same
    return gone, come, same


def _blocks(found: Iterable[Part]) -> list[_Block]:
    blocks: list[_Block] = []
    gone = come = ""
    for part in (part for part in found if part.text):
        if part.kind == SAME and (gone or come or not blocks):
            blocks.append((gone, come, part.text))
            gone = come = ""
        elif part.kind == SAME:
            blocks[-1] = (*blocks[-1][:2], blocks[-1][2] + part.text)
        else:
            gone, come = (gone + part.text, come) if part.kind == GONE else (gone, come + part.text)
    return [*blocks, (gone, come, "")] if gone or come else blocks


def _merged(blocks: list[_Block]) -> list[_Block]:
    """The blocks with the first too short stay between two changes taken into them."""
    for place, (one, other) in enumerate(pairwise(blocks)):
        (gone, come, same), (next_gone, next_come, after) = one, other
        size = len(same)
        if size <= max(len(gone), len(come)) and size <= max(len(next_gone), len(next_come)) and not _STOP.search(same):
            whole = (gone + same + next_gone, come + same + next_come, after)
            return [*blocks[:place], whole, *blocks[place + 2 :]]
    return blocks
