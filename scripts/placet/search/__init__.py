"""The portal's search: what pages say, cut into pairs of signs, as small static files that a reader's browser asks.

`record_entry`, `article_entries` and `guide_entry` say what can be found; `part` makes of some of them what they add to
the index, which can be kept; `assemble` puts the index together from all parts, and makes again only the files that
differ from those it is told of.
"""

from placet.search.entries import article_entries, guide_entry, record_entry
from placet.search.index import Index, assemble
from placet.search.part import Entry, Part, part

__all__ = ["Entry", "Index", "Part", "article_entries", "assemble", "guide_entry", "part", "record_entry"]
