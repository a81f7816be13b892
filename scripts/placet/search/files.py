"""The index as files: postings of pieces in buckets, and the texts of what is found, a few to a file.

`index.bin` names the shelves and how many buckets there are; `p/<bucket>.bin` holds for each piece the numbers of the
entries that have it; `t/<n>.bin` holds titles, addresses and texts of four entries (both deflated over JSON). A search
fetches one bucket for each piece asked for, and the texts of what it shows: a few kilobytes, however large the office.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from placet.search.entries import Entry
from placet.search.signs import number_keys, pairs, runs

FOLDER = "search"
#: Entries in one file of texts: so that ten results rarely need more than ten small files.
TOGETHER = 4
_BUCKET_BYTES = 6000
_FEWEST_BUCKETS = 16
#: A single character is looked for in titles only: in texts nearly every page has it.
TITLE_SIGN, OWN_NUMBER, CITED_NUMBER = "^", "=", "~"


def files(found: Sequence[Entry]) -> Mapping[str, bytes]:
    """The index of these entries, by path below the site; the same entries give the same bytes."""
    postings = _postings(found)
    packed = {piece: _packed(numbers) for piece, numbers in sorted(postings.items())}
    buckets = _buckets(packed)
    made = {f"{FOLDER}/p/{number}.bin": data for number, data in enumerate(buckets)}
    made |= {f"{FOLDER}/t/{number}.bin": data for number, data in enumerate(_texts(found))}
    stamp = hashlib.sha256(b"".join(hashlib.sha256(data).digest() for data in made.values())).hexdigest()[:16]
    return {f"{FOLDER}/index.bin": _table(found, len(buckets), stamp), **made}


def bucket_of(piece: str, buckets: int) -> int:
    """In which bucket a piece lies: FNV-1a over its UTF-16 units, as the browser reckons it too."""
    value = 0x811C9DC5
    data = piece.encode("utf-16-le")
    for low, high in zip(data[::2], data[1::2], strict=True):
        value = ((value ^ (low | high << 8)) * 0x01000193) & 0xFFFFFFFF
    return value % buckets


def _postings(found: Sequence[Entry]) -> Mapping[str, dict[int, int]]:
    """For each piece the entries that have it, with 1 where it stands in the title."""
    postings: dict[str, dict[int, int]] = defaultdict(dict)
    for number, entry in enumerate(found):
        for piece in _pieces(entry.text):
            postings[piece][number] = 0
        for piece in (*_pieces(entry.title), *_pieces(entry.number), *_marks(entry)):
            postings[piece][number] = 1
    return postings


def _pieces(text: str) -> Iterator[str]:
    for run in runs(text):
        yield from pairs(run)


def _marks(entry: Entry) -> Iterator[str]:
    """What an entry is found by besides its words: single characters of its title, its number, numbers it cites."""
    yield from {TITLE_SIGN + sign for run in runs(entry.title) for sign in run}
    for key in number_keys(entry.number):
        yield OWN_NUMBER + key
        yield OWN_NUMBER + key[key.index("/") :]
    for cited in entry.cited:
        yield from (CITED_NUMBER + key for key in number_keys(cited))


def _packed(numbers: Mapping[int, int]) -> bytes:
    out, last = bytearray(), 0
    for number in sorted(numbers):
        _put(out, (number - last) * 2 + numbers[number])
        last = number
    return bytes(out)


def _put(out: bytearray, value: int) -> None:
    """A whole number in as few bytes as it needs, seven bits each, the lowest first."""
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)


def _buckets(packed: Mapping[str, bytes]) -> list[bytes]:
    total = sum(len(piece) * 3 + len(data) for piece, data in packed.items())
    count = _FEWEST_BUCKETS
    while total > count * _BUCKET_BYTES:
        count *= 2
    buckets = [bytearray() for _ in range(count)]
    for piece, data in packed.items():
        bucket, name = buckets[bucket_of(piece, count)], piece.encode()
        for part in (name, data):
            _put(bucket, len(part))
            bucket += part
    return [bytes(bucket) for bucket in buckets]


def _texts(found: Sequence[Entry]) -> Iterator[bytes]:
    for start in range(0, len(found), TOGETHER):
        yield _deflated([[one.title, one.number, one.address, one.text] for one in found[start : start + TOGETHER]])


def _deflated(data: object) -> bytes:
    """JSON, deflated without a header, as browsers inflate it themselves."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()) + packer.flush()


def _table(found: Sequence[Entry], buckets: int, stamp: str) -> bytes:
    """The shelves in order, each with how many entries stand there; names are written once."""
    counts: dict[tuple[str, str, int, str], int] = {}
    for entry in found:
        counts[entry.shelf] = counts.get(entry.shelf, 0) + 1
    names = sorted({name for unit, collection, _, standing in counts for name in (unit, collection, standing)})
    place = {name: number for number, name in enumerate(names)}
    shelves = [
        [place[unit], place[collection], year, place[standing], count]
        for (unit, collection, year, standing), count in counts.items()
    ]
    table = {"stamp": stamp, "buckets": buckets, "together": TOGETHER, "names": names, "shelves": shelves}
    return _deflated(table)
