"""The search's files: put together from what pieces, regulations and guides add, where any of it has changed."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from placet import search
from placet.shards import keys
from placet.shards.kept import decoded
from placet.site.folder import Put, digest_of
from placet.site.looking import Looked
from placet.site.pieces import Edition, Made, part_in
from placet.site.whole import Sheet, office_view


class _Searched(msgspec.Struct, array_like=True):
    """The sheet of an index, and the digests of what each of its files was made from."""

    sheet: Sheet
    sources: dict[str, str]


class _Texts(msgspec.Struct, array_like=True):
    key: str
    parts: dict[str, bytes]


_encode = msgspec.msgpack.Encoder().encode
_searched = msgspec.msgpack.Decoder(_Searched)
_texts = msgspec.msgpack.Decoder(_Texts)
#: Under which names it is all kept: the index, and what regulations and guides add to it.
NAME, TEXTS = "search", "search of texts"


def kept(edition: Edition, made: Mapping[str, Made], guides: Mapping[str, str]) -> Sheet | None:
    """The sheet of the search, while it would come out the same and its files lie in the folder."""
    before = decoded(_searched, edition.store.read(NAME))
    if before is None or before.sheet.key != _key(edition, made, guides):
        return None
    held = (edition.folder.holds(path, digest) for path, digest in before.sheet.files.items())
    return before.sheet if all(held) else None


def make(edition: Edition, made: Mapping[str, Made], guides: Mapping[str, str]) -> tuple[Sheet, list[Put]]:
    """Put the search together and its files in the folder: what there is to know of it, and what was put."""
    packed = {name: one.part for name, one in made.items()} | texts_found(edition, guides)
    before = decoded(_searched, edition.store.read(NAME)) or _Searched(Sheet("", Looked(), {}, 0), {})
    held = {path: one for path, one in before.sheet.files.items() if edition.folder.holds(path, one)}
    known = {path: source for path, source in before.sources.items() if path in held}
    index = search.assemble({name: part_in(data) for name, data in packed.items()}, known)
    rows = [edition.folder.put(path, data) for path, data in index.made.items()]
    put = {one.path: one.row.digest for one in rows}
    files = {path: put.get(path) or held[path] for path in index.digests}
    sheet = Sheet(_key(edition, made, guides), Looked(), files, 0)
    edition.store.write(NAME, _encode(_Searched(sheet, dict(index.digests))))
    return sheet, rows


def _key(edition: Edition, made: Mapping[str, Made], guides: Mapping[str, str]) -> str:
    return keys.digest([_texts_key(edition, guides), *(f"{name} {digest_of(one.part)}" for name, one in made.items())])


def _texts_key(edition: Edition, guides: Mapping[str, str]) -> str:
    return keys.digest([edition.key, *(f"{path}\0{text}" for path, text in sorted(guides.items()))])


def texts_found(edition: Edition, guides: Mapping[str, str]) -> dict[str, bytes]:
    """What regulations and guides add."""
    key = _texts_key(edition, guides)
    before = decoded(_texts, edition.store.read(TEXTS))
    if before is not None and before.key == key:
        return before.parts
    view = office_view(edition)
    found: dict[str, list[search.Entry]] = {}
    for regulation in view.regulations:
        found.setdefault(f"docs/{regulation.unit}", []).extend(search.article_entries(view, regulation))
    found["docs"] = [search.guide_entry(view, path, text) for path, text in sorted(guides.items())]
    parts = {name: _encode(search.part(entries)) for name, entries in found.items()}
    edition.store.write(TEXTS, _encode(_Texts(key, parts)))
    return parts
