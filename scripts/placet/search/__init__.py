"""The portal's search: what pages say, cut into pairs of signs, as small static files that a reader's browser asks."""

from placet.search.entries import Entry, entries
from placet.search.files import files

__all__ = ["Entry", "entries", "files"]
