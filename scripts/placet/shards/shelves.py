"""The directory of a cabinet whose shelves lie in the store, one for each piece, and are opened when they are asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256

import msgspec

from placet.directory import Directory, Shelf
from placet.shards import kept, keys
from placet.shards.asking import State
from placet.shards.kept import Brief
from placet.shards.pieces import Piece, piece_of
from placet.shards.store import Store

REPEATED = "repeated"


class Shelves(Mapping[str, Shelf]):
    """The shelf of each piece by the piece's name; `make` makes it where it is not to be had otherwise."""

    def __init__(self, pieces: Mapping[str, Piece], make: Callable[[Piece], Shelf]) -> None:
        self._pieces, self._make = pieces, make
        self.opened: dict[str, Shelf] = {}

    def __getitem__(self, name: str) -> Shelf:
        found = self.opened.get(name)
        if found is None:
            found = self.opened[name] = self._make(self._pieces[name])
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._pieces)

    def __len__(self) -> int:
        return len(self._pieces)


class Catalogue(Directory):
    """The directory of these shelves, with what is known of all of them without opening any."""

    def __init__(self, shelves: Mapping[str, Shelf], briefs: Iterable[Brief], state: State, store: Store) -> None:
        super().__init__(shelves, piece_of)
        self._briefs, self._state, self._store = briefs, state, store

    def odd(self) -> Iterable[str]:
        """As `Directory.odd`."""
        return (path for one in self._briefs for path in one.odd)

    def repeated(self) -> Sequence[str]:
        """As `Directory.repeated`, found out once for the same names."""
        before = kept.decoded(kept.paths, self._store.read(REPEATED))
        if before is not None and before.key == self._state.names:
            return before.paths
        found = list(super().repeated())
        self._store.write(REPEATED, kept.encode(kept.Paths(self._state.names, found)))
        return found


def state_of(pieces: Mapping[str, Piece], briefs: Mapping[str, Brief]) -> State:
    """The state of the cabinet that these pieces and what is known of them make."""
    names = keys.digest([word for name, one in briefs.items() for word in (name, one.names)])
    refers = keys.digest([word for name, one in briefs.items() for word in (name, one.refers)])
    return State(pieces, names, refers, keys.digest([path for one in briefs.values() for path in one.odd]))


def brief(piece: Piece, key: str, shelf: Shelf, faults: bytes) -> Brief:
    """What is known of a piece that was read under `key`."""
    return Brief(
        key,
        names=_digest([shelf.paths, shelf.ids]),
        refers=_digest([shelf.paths, shelf.refers]),
        cards=_digest([shelf.cards, list(piece.files)]),
        odd=shelf.odd(),
        faults=faults,
    )


def _digest(what: object) -> str:
    return sha256(msgspec.json.encode(what)).hexdigest()
