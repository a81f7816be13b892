"""For whom a portal is built."""

from __future__ import annotations

#: The narrowest first: what is withheld from one is withheld from the wider ones.
AUDIENCES = ("internal", "public")
PUBLIC = AUDIENCES[-1]
