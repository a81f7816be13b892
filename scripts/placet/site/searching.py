"""The search's files: put together from what pieces, regulations and guides add, where any of it has changed."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from placet import search
from placet.shards import keys
from placet.shards.kept import decoded
from placet.site.folder import Put, digest_of
from placet.site.pieces import Edition, Made, part_in
from placet.site.whole import office_view


class _Searched(msgspec.Struct, array_like=True):
    """The files of an index made under `key`: the digests of what each was made from, and of its bytes."""

    key: str
    sources: dict[str, str]
    files: dict[str, str]


class _Texts(msgspec.Struct, array_like=True):
    key: str
    parts: dict[str, bytes]


_encode = msgspec.msgpack.Encoder().encode
_searched = msgspec.msgpack.Decoder(_Searched)
_texts = msgspec.msgpack.Decoder(_Texts)
#: Under which names it is all kept.
NAMES = frozenset(("search", "search of texts"))


def searched(edition: Edition, made: Mapping[str, Made], guides: Mapping[str, str]) -> tuple[dict[str, str], list[Put]]:
    """See that the search's files lie in the folder: their digests by path, and what had to be put there."""
    packed = {name: one.part for name, one in made.items()} | texts_found(edition, guides)
    key = keys.digest(f"{name} {digest_of(data)}" for name, data in packed.items())
    before = decoded(_searched, edition.store.read("search"))
    before = before or _Searched("", {}, {})
    held = {path: one for path, one in before.files.items() if edition.folder.holds(path, one)}
    if before.key == key and len(held) == len(before.files):
        return before.files, []
    known = {path: source for path, source in before.sources.items() if path in held}
    index = search.assemble({name: part_in(data) for name, data in packed.items()}, known)
    rows = [edition.folder.put(path, data) for path, data in index.made.items()]
    put = {one.path: one.row.digest for one in rows}
    files = {path: put.get(path) or held[path] for path in index.digests}
    edition.store.write("search", _encode(_Searched(key, dict(index.digests), files)))
    return files, rows


def texts_found(edition: Edition, guides: Mapping[str, str]) -> dict[str, bytes]:
    """What regulations and guides add."""
    key = keys.digest([edition.key, *(f"{path}\0{text}" for path, text in sorted(guides.items()))])
    before = decoded(_texts, edition.store.read("search of texts"))
    if before is not None and before.key == key:
        return before.parts
    view = office_view(edition)
    found: dict[str, list[search.Entry]] = {}
    for regulation in view.regulations:
        found.setdefault(f"docs/{regulation.unit}", []).extend(search.article_entries(view, regulation))
    found["docs"] = [search.guide_entry(view, path, text) for path, text in sorted(guides.items())]
    parts = {name: _encode(search.part(entries)) for name, entries in found.items()}
    edition.store.write("search of texts", _encode(_Texts(key, parts)))
    return parts
