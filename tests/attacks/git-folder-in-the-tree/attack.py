"""The tree holds a folder named as Git's own in other letters, which some systems take for it, with a hook in it."""

from __future__ import annotations

from tests.siege import Siege

REASONS = ("GAT010",)


def attack(siege: Siege) -> None:
    siege.plumb("100755 BLOB\trecords/bureau/outgoing/drafts/GIT~1/hooks/post-checkout\0", b"#!/bin/sh\ntouch pwned\n")
