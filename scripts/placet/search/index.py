"""The index as files, put together from its parts.

`search/index.bin` names the parts, and the shelves their entries stand on; `search/p/<bucket>.bin` holds, part by part,
the postings of some slots; `search/t/<part>-<n>.bin` the texts of a few entries. All are deflated. A search fetches one
bucket for each piece asked for and the texts of what it shows: a few kilobytes, however large the office.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from hashlib import sha256

from placet.search.part import SLOTS, TOGETHER, Part, deflated, packed, varint

FOLDER = "search"
_BUCKET_BYTES = 12_000
_FEWEST_BUCKETS = 16
_NAME_BYTES = 2


@dataclass(frozen=True, slots=True)
class Index:
    """The files of an index: by path the digest of what each is made from, and the bytes of those that were made."""

    digests: Mapping[str, str]
    made: Mapping[str, bytes]


def assemble(parts: Mapping[str, Part], known: Mapping[str, str] | None = None) -> Index:
    """Put the index of these parts together, by path below the site.

    `known` are the digests of an earlier index: a file whose digest is the same has the same bytes and is not made
    again. The same parts under the same names give the same index, whatever there was before.
    """
    names = _names(parts)
    digests: dict[str, str] = {}
    makers: dict[str, Callable[[], bytes]] = {}

    def put(path: str, *sources: bytes, make: Callable[[], bytes]) -> None:
        digests[path], makers[path] = _digest(*sources), make

    buckets = _buckets(parts, names)
    for bucket, blocks in enumerate(buckets):
        put(f"{FOLDER}/p/{bucket}.bin", blocks, make=partial(packed, blocks))
    for name, one in parts.items():
        for number, text in enumerate(one.texts):
            put(f"{FOLDER}/t/{names[name].hex()}-{number}.bin", text, make=partial(bytes, text))
    stamp = _digest(*(f"{path}{digest}".encode() for path, digest in sorted(digests.items())))
    table = deflated(_table(parts, names) | {"stamp": stamp, "buckets": len(buckets), "together": TOGETHER})
    put(f"{FOLDER}/index.bin", table, make=partial(bytes, table))
    fresh = sorted(digests.items() - known.items() if known else digests.items())
    return Index(digests, {path: makers[path]() for path, _ in fresh})


def _names(parts: Mapping[str, Part]) -> dict[str, bytes]:
    """A short name for each part that hardly ever depends on which other parts there are."""
    names: dict[str, bytes] = {}
    taken: set[bytes] = set()
    for name in sorted(parts):
        short = sha256(name.encode()).digest()[:_NAME_BYTES]
        while short in taken:
            short = sha256(short).digest()[:_NAME_BYTES]
        taken.add(short)
        names[name] = short
    return names


def _buckets(parts: Mapping[str, Part], names: Mapping[str, bytes]) -> list[bytes]:
    """As many buckets as keep them small. In each, for every part that has any, its short name and its postings."""
    size = sum(len(block) for one in parts.values() for block in one.postings.values())
    count = _FEWEST_BUCKETS
    while size > count * _BUCKET_BYTES and count < SLOTS:
        count *= 2
    buckets = [bytearray() for _ in range(count)]
    for name, short in names.items():
        dealt: dict[int, bytes] = defaultdict(bytes)
        for slot, block in parts[name].postings.items():
            dealt[slot % count] += block
        for bucket, block in dealt.items():
            buckets[bucket] += short + varint(len(block)) + block
    return [bytes(bucket) for bucket in buckets]


def _table(parts: Mapping[str, Part], names: Mapping[str, bytes]) -> dict[str, object]:
    """The parts by short name, and of the shelves of each the columns; titles are written once."""
    shelves = [shelf for name in names for shelf in parts[name].shelves]
    titles = sorted({title for shelf in shelves for title in (shelf.unit, shelf.collection, shelf.standing)})
    place = {title: number for number, title in enumerate(titles)}
    return {
        "titles": titles,
        "parts": [short.hex() for short in names.values()],
        "shelves": [len(parts[name].shelves) for name in names],
        "unit": [place[shelf.unit] for shelf in shelves],
        "collection": [place[shelf.collection] for shelf in shelves],
        "year": [shelf.year for shelf in shelves],
        "standing": [place[shelf.standing] for shelf in shelves],
        "count": [shelf.count for shelf in shelves],
    }


def _digest(*sources: bytes) -> str:
    return sha256(b"\0".join(sources)).hexdigest()[:16]
