"""A document's name is not UTF-8: what is shown is not what is there."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("FMT903",)


def attack(siege: Siege) -> None:
    siege.plumb("100644 BLOB\trecords/bureau/outgoing/drafts/\udcff\udcfe.md\0", "值班。\n".encode())
