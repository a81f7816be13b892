"""The index as files, put together from its parts.

`search/index.bin` names the parts and the shelves their entries stand on; `search/p/<bucket>.bin` holds, part by part,
the postings of some slots; `search/t/<part>-<n>.bin` the texts of a few entries. All are deflated. A search fetches one
bucket for each piece asked for and the texts of what it shows: a few kilobytes, however large the office.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from types import MappingProxyType

from placet.search.part import SLOTS, TOGETHER, Part, Shelf, deflated, json

FOLDER = "search"
_BUCKET_BYTES = 8_000
_FEWEST_BUCKETS = 16
_SHORT = 4


@dataclass(frozen=True, slots=True)
class Index:
    """The files of an index: by path the digest of what each is made from, and the bytes of those that were made."""

    digests: Mapping[str, str]
    made: Mapping[str, bytes]


def assemble(parts: Mapping[str, Part], known: Mapping[str, str] = MappingProxyType({})) -> Index:
    """Put the index of these parts together, by path below the site.

    `known` are the digests of an earlier index: a file whose digest is the same has the same bytes and is not made
    again. The same parts under the same names give the same index, whatever there was before; parts without an entry,
    as those of which an audience sees nothing, leave no trace in it.
    """
    parts = {name: one for name, one in parts.items() if one.shelves}
    names = _names(parts)
    buckets = {f"{FOLDER}/p/{number}.bin": bucket for number, bucket in enumerate(_buckets(parts, names))}
    texts = {
        f"{FOLDER}/t/{short}-{number}.bin": text
        for name, short in names.items()
        for number, text in enumerate(parts[name].texts)
    }
    digests = {path: _digest(data) for path, data in (buckets | texts).items()}
    stamp = _digest("".join(path + digest for path, digest in digests.items()).encode())
    table = {"stamp": stamp, "buckets": len(buckets), "together": TOGETHER} | _table(parts, names)
    path = f"{FOLDER}/index.bin"
    texts[path] = deflated(json(table))
    digests[path] = _digest(texts[path])
    fresh = [path for path, digest in digests.items() if known.get(path) != digest]
    return Index(digests, {path: texts[path] if path in texts else deflated(buckets[path]) for path in fresh})


def _names(parts: Mapping[str, Part]) -> dict[str, str]:
    """A short name for each part, by name, that hardly ever depends on which other parts there are."""
    names: dict[str, str] = {}
    for name in sorted(parts):
        short = _digest(name.encode())[:_SHORT]
        while short in names:
            short = _digest(short.encode())[:_SHORT]
        names[short] = name
    return {name: short for short, name in names.items()}


def _buckets(parts: Mapping[str, Part], names: Mapping[str, str]) -> list[bytes]:
    """As many buckets as keep them small. In each, for every part that has any, its short name and its postings."""
    size = sum(sum(map(len, one.postings.values())) for one in parts.values())
    count = _FEWEST_BUCKETS
    while size > count * _BUCKET_BYTES and count < SLOTS:
        count *= 2
    buckets: list[list[bytes]] = [[] for _ in range(count)]
    for name, short in names.items():
        dealt = defaultdict(list)
        for slot, members in parts[name].postings.items():
            dealt[slot % count].append(members)
        for bucket, blocks in dealt.items():
            buckets[bucket].append(b'"%s":{%s}' % (short.encode(), b",".join(blocks)))
    return [b"{%s}" % b",".join(blocks) for blocks in buckets]


def _table(parts: Mapping[str, Part], names: Mapping[str, str]) -> dict[str, object]:
    """The parts by short name, and the shelves of all in columns: how many each part has, and what they are."""
    shelves = [shelf for name in names for shelf in parts[name].shelves]
    counts = [len(parts[name].shelves) for name in names]
    columns = {key: [getattr(shelf, key) for shelf in shelves] for key in Shelf.__struct_fields__}
    return {"parts": list(names.values()), "shelves": counts, **columns}


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()[:16]
