"""What has changed among records since the last build that came to its end.

Whatever stood then is asked again only where it lies near a change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import chain

import msgspec

from placet.pages.card import Card
from placet.shards.kept import decoded
from placet.shards.store import Store
from placet.site.looking import Changes, Index

#: Under which name it is kept.
NAME = "last"


class _Last(msgspec.Struct, array_like=True):
    """The cards of the last build that ended, packed by their folders, and what stood then."""

    cards: dict[str, bytes]
    stood: list[str]


_encode = msgspec.msgpack.Encoder().encode
_last = msgspec.msgpack.Decoder(_Last)
_cards = msgspec.msgpack.Decoder(list[Card])


class Since:
    """What is known of the last build of this store, compared with an index of now."""

    def __init__(self, store: Store, index: Index) -> None:
        self._store, self._index = store, index
        self._before = decoded(_last, store.read(NAME))
        self._stood = frozenset(self._before.stood if self._before else ())
        self._changes: Changes | None = None
        # Another program may have had other cards; what stood then has other names too.
        with suppress(msgspec.MsgspecError):
            self._changes = changes(self._before.cards, index) if self._before else None

    def changes(self, name: str) -> Changes | None:
        """What may have changed for what is called so: None, where it did not stand then, for anything may."""
        return self._changes if name in self._stood else None

    def keep(self, standing: Iterable[str]) -> None:
        """Keep what stands now, at the end of this build."""
        last = _Last(self._index.packed, sorted(standing))
        if self._before != last:
            self._store.write(NAME, _encode(last))


def changes(before: Mapping[str, bytes], now: Index) -> Changes:
    """Return what has changed between cards, packed by their folders, and those of an index.

    What lies beside a record changes with its own card, with the cards that it names or that name it, and with what any
    of these names means. Raises MsgspecError for what is no card.
    """
    folders = [one for one in before.keys() | now.packed.keys() if before.get(one) != now.packed.get(one)]
    changed = set(_opened(before, folders)) ^ set(_opened(now.packed, folders))
    if not changed:
        return Changes()
    names = {name for card in changed for name in (card.id, card.ref, card.path)}
    said = names.union(*(card.refers for card in changed))
    around = (
        card.path
        for card in chain(now.cards.values(), changed)
        if not (names.isdisjoint(card.refers) and said.isdisjoint((card.id, card.ref, card.path)))
    )
    return Changes(frozenset(card.path for card in changed), frozenset(names), frozenset(around))


def _opened(packed: Mapping[str, bytes], folders: Iterable[str]) -> Iterator[Card]:
    return (card for folder in folders if folder in packed for card in _cards.decode(packed[folder]))
