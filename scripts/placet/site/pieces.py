"""The part of the site that comes of one piece of the cabinet: its records' pages, files, facts, and what is searched.

Made again only when something it was made from has changed: the piece, how it was judged, what it looked up elsewhere,
the office, the program, the shell of all pages, the day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import msgspec

from placet import search
from placet.audience import Hidden, seen, shown
from placet.judge import Outcome
from placet.model import Cabinet
from placet.official import Fonts
from placet.pages import RECORD
from placet.pages.card import Card, card_in, card_of
from placet.pages.facts import Facts
from placet.pages.words import Words
from placet.shards import keys
from placet.shards.check import Checked
from placet.shards.kept import decoded
from placet.shards.pieces import Piece
from placet.shards.store import Store
from placet.site import hiding
from placet.site.attached import attached
from placet.site.folder import Folder, Put
from placet.site.looking import Index, Looked
from placet.site.printing import Printed, sheets_of
from placet.site.records import outcome_of, records_of
from placet.site.since import Since
from placet.site.stamp import Shells
from placet.site.views import PartView


class Made(msgspec.Struct, array_like=True):
    """What a piece gave under `key`: its files with their digests, and what the rest of the site is made from.

    `facts` and `part` are packed; `pages` is how many pages it has, `prints`
    are its official sheets by path.
    """

    key: str
    looked: Looked
    files: dict[str, str]
    pages: int
    facts: bytes
    part: bytes
    prints: dict[str, Printed]

    @property
    def name(self) -> str:
        """What it is called: the same key and the same index give the same."""
        return f"{self.key} {self.looked.index}"


@dataclass(frozen=True)
class Edition:
    """What is being built: from which check, for whom, in which language and shell, into which folder.

    `key` names all of it that every page rests on.
    """

    checked: Checked
    hidden: Hidden
    words: Words
    fonts: Fonts | None
    shells: Shells
    folder: Folder
    store: Store
    key: str


_encode = msgspec.msgpack.Encoder().encode
_made = msgspec.msgpack.Decoder(Made)
_facts = msgspec.json.Decoder(list[Facts])
_part = msgspec.msgpack.Decoder(search.Part)


@lru_cache(maxsize=512)
def facts_in(data: bytes) -> list[Facts]:
    """The facts that a piece gave."""
    return _facts.decode(data)


def part_in(data: bytes) -> search.Part:
    """What a piece adds to the search."""
    return _part.decode(data)


def names(pieces: Iterable[str]) -> set[str]:
    """The names of everything that is worth keeping of these pieces."""
    return {one for piece in pieces for one in (_name(piece), hiding.name(piece))}


def cards(edition: Edition) -> Iterator[Card]:
    """The cards of all records that the audience sees."""
    bench, hidden = edition.checked.bench, edition.hidden
    names = hidden.names
    for piece in bench.pieces.values():
        shelf = bench.directory.shelves[piece.name]
        register = bench.frame.registers[piece.register]
        kind = bench.frame.kinds[register.kind]
        for found, refers in zip(shelf.opened(), shelf.refers, strict=True):
            if found.path in hidden.records:
                continue
            if found.path in hidden.fields:
                # What is hidden may be what the card says.
                record = bench.reader.record(piece, found.path)[0]
                yield card_of(shown(record, kind, hidden), kind, register)
            else:
                said = [one for one in refers if one not in names] if names else refers
                yield card_in(found, kind, register, said)


def kept(edition: Edition, piece: Piece, index: Index, since: Since) -> Made | None:
    """What was made of a piece, while that would come out the same and its files lie in the folder."""
    made = decoded(_made, edition.store.read(_name(piece.name)))
    if made is None or made.key != _key(edition, piece):
        return None
    if not made.looked.near(since.changes(made.name)).still(index, edition.checked.tally.as_of):
        return None
    return made if all(edition.folder.holds(path, digest) for path, digest in made.files.items()) else None


def make(edition: Edition, piece: Piece, index: Index) -> tuple[Made, list[Put]]:
    """Make what comes of a piece, put its files in the folder, and keep the rest: that, and what was put."""
    looked = Looked(index=index.name)
    cabinet, outcome = seen_part(edition, piece)
    offered, prints = attached(cabinet, edition.checked.bench.tree), sheets_of(cabinet, outcome, edition.fonts)
    view = PartView(cabinet, outcome, edition.words, frozenset({*offered, *prints}), looked=looked, index=index)
    pages = {path: page for maker in RECORD for path, page in maker(view).items()}
    files = {**offered, **{path: edition.shells.stamped(path, page) for path, page in pages.items()}}
    facts = [view.facts[record.path] for record in view.records]
    found = search.part([search.record_entry(view, record) for record in view.records])
    rows = [edition.folder.put(path, data) for path, data in files.items()]
    made = Made(
        key=_key(edition, piece),
        looked=looked,
        files={put.path: put.row.digest for put in rows},
        pages=len(pages),
        facts=msgspec.json.encode(facts),
        part=_encode(found),
        prints=prints,
    )
    edition.store.write(_name(piece.name), _encode(made))
    return made, rows


def seen_part(edition: Edition, piece: Piece) -> tuple[Cabinet, Outcome]:
    """What the audience sees of a piece and its judgement."""
    checked = edition.checked
    records = records_of(checked, piece)
    cabinet = replace(checked.bench.frame, records=records, files=piece.files, findings=())
    return seen(cabinet, outcome_of(checked, piece, records), edition.hidden)


def _key(edition: Edition, piece: Piece) -> str:
    """What the making of a piece rests on, besides what it looks up."""
    fields = [f"{path} {name}" for path, name in _fields(edition, piece)]
    return keys.digest([edition.key, piece.digest, edition.checked.judgements[piece.name], *fields])


def _fields(edition: Edition, piece: Piece) -> list[tuple[str, str]]:
    """The hidden fields of a piece's records."""
    hidden = edition.hidden.fields
    return sorted((path, one) for path in piece.files if path in hidden for one in hidden[path]) if hidden else []


def _name(piece: str) -> str:
    return f"made {piece}"
