"""The order in which lists of names are read."""

from __future__ import annotations


def by_sound(name: str) -> bytes:
    """Return the key by which names are sorted as Chinese lists are: by the sound of their characters.

    GB 2312 numbers its common characters by sound, and GB 18030 keeps those numbers.
    """
    return name.encode("gb18030")
