"""What some entries add to the index: their pieces and their texts. Parts are made apart, kept, and put together."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import sub

import msgspec

from placet.search.signs import clauses, number_keys, pieces, pieces_of, singles

json = msgspec.json.Encoder().encode
#: How many slots the pieces are dealt to. A file of the index holds the pieces of one slot, or of several.
SLOTS = 2048
#: Entries in one file of texts: so that ten results rarely need more than ten small files.
TOGETHER = 4
#: Marks of what is no piece of text: a sign of a title, an entry's own number, a number it cites.
TITLE_SIGN, OWN_NUMBER, CITED_NUMBER = "^", "=", "~"
#: What stands around the year in an official document's number (GB/T 9704-2012, 7.2.5).
BRACKET = "〔"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to be found.

    `number` is its official number, "" where it has none. `standing` is in-force, pending, superseded, repealed, filed,
    annulled, draft or guide. Readers narrow a search by unit, collection (a register's title), year and standing.
    """

    unit: str
    collection: str
    year: int
    standing: str
    title: str
    number: str
    address: str
    text: str


class Shelf(msgspec.Struct, frozen=True, array_like=True):
    """Entries that follow each other and are narrowed to alike, and how many they are."""

    unit: str
    collection: str
    year: int
    standing: str
    count: int


class Part(msgspec.Struct, frozen=True, array_like=True):
    """What the entries of one part of a cabinet add to the index, entries numbered from 0.

    `shelves` are in order; `postings` are, by slot, the pieces dealt to it, each with the numbers of the entries that
    have it; `texts` are packs of entries as they are shown. All is JSON; texts are deflated.
    """

    shelves: list[Shelf]
    postings: dict[int, bytes]
    texts: list[bytes]


def part(entries: Sequence[Entry]) -> Part:
    """What these entries add to the index, in this order. It depends on nothing else, so it can be kept."""
    runs = groupby((entry.unit, entry.collection, entry.year, entry.standing) for entry in entries)
    shelves = [Shelf(*shelf, sum(1 for _ in run)) for shelf, run in runs]
    packs = (entries[start : start + TOGETHER] for start in range(0, len(entries), TOGETHER))
    texts = [deflated(json([[one.title, one.number, one.address, one.text] for one in pack])) for pack in packs]
    return Part(shelves, _dealt(_postings(entries)), texts)


def slot(piece: str) -> int:
    """The slot a piece is dealt to, as the browser reckons it too."""
    return zlib.crc32(piece.encode()) % SLOTS


def deflated(data: bytes) -> bytes:
    """Bytes, deflated without a header, as browsers inflate them themselves."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def _postings(entries: Sequence[Entry]) -> Mapping[str, list[int]]:
    """For each piece the entries that have it: twice their number, and one more where it stands in the title."""
    said: dict[str, list[int]] = defaultdict(list)
    titled: dict[str, list[int]] = defaultdict(list)
    having: dict[str, list[list[int]]] = defaultdict(list)
    for number, entry in enumerate(entries):
        own = number_keys(entry.number)
        for clause in set(clauses(entry.text)):
            said[clause].append(2 * number)
        for piece in pieces(entry.title).union(pieces(entry.number), _marks(entry, own)):
            titled[piece].append(2 * number)
        for key in own:
            # Who asks without a code means a document's number, in its own brackets, before those of a register.
            short = OWN_NUMBER + key[key.index("/") :]
            if BRACKET in entry.number:
                titled[short].append(2 * number)
            else:
                having[short].append([2 * number])
    for clause, numbers in said.items():
        for piece in pieces_of(clause):
            having[piece].append(numbers)
    postings = {piece: each[0] if len(each) == 1 else sorted(set().union(*each)) for piece, each in having.items()}
    for piece, numbers in titled.items():
        known, marked = postings.get(piece), [one + 1 for one in numbers]
        if known or len(marked) > 1:
            marked = sorted({*(known or ())}.difference(numbers).union(marked))
        postings[piece] = marked
    return postings


def _marks(entry: Entry, own: Sequence[str]) -> Iterator[str]:
    """What an entry is found by besides its pieces: signs of its title, its number, numbers it cites."""
    yield from [TITLE_SIGN + sign for sign in singles(entry.title)]
    yield from [OWN_NUMBER + key for key in own]
    for key in number_keys(entry.text):
        # Where its code begins is not known: the words of the sentence run into it.
        yield from (CITED_NUMBER + key[start:] for start in range(key.index("/") + 1))


def _dealt(postings: Mapping[str, list[int]]) -> dict[int, bytes]:
    """The postings by slot, as members of a JSON object; of each number only the distance from the last."""
    slots: dict[int, dict[str, list[int]]] = defaultdict(dict)
    for piece in sorted(postings):
        numbers = postings[piece]
        slots[slot(piece)][piece] = [numbers[0], *map(sub, numbers[1:], numbers)] if len(numbers) > 1 else numbers
    # Encoded together, which is quicker, and parted where no piece can be: none has a brace.
    return dict(sorted(zip(slots, json(list(slots.values()))[2:-2].split(b"},{"), strict=True))) if slots else {}
