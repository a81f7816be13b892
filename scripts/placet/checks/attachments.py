"""Attachments: what a record lists lies beside it with the hash it says, and nothing lies there unlisted.

A record's signatures cover its attachments through these hashes, so a file that differs was changed after signing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from hashlib import sha256

from placet.model import Attachment, Cabinet, Finding, Place, Record
from placet.tree import Tree

_ENTRY = re.compile(r"(records/[^/]+/[^/]+/(?:drafts|[0-9]{4})/)([^/]+)(/.+)?")
#: Files that Git or a person needs to keep a folder.
HOUSEKEEPING = frozenset((".gitkeep", ".gitattributes", "README.md"))


def check(cabinet: Cabinet, tree: Tree) -> Iterator[Finding]:
    """The ARC findings: every record's attachments and scanned sheets, and what lies beside documents unlisted."""
    beside: dict[str, list[str]] = defaultdict(list)
    paths = tree.paths()
    refused = {finding.place.path for finding in tree.findings}
    for path in paths:
        found = _ENTRY.fullmatch(path)
        if found is None or found[2] in HOUSEKEEPING:
            continue
        if found[3]:
            beside[found[1] + found[2]].append(path)
        elif path.endswith(".jsonl"):
            document = path.removesuffix(".jsonl") + ".md"
            if document not in paths and document not in refused:
                yield Finding("ARC006", Place(path), {"document": document})
        elif not path.endswith(".md"):
            yield Finding("ARC005", Place(path), {"file": found[2]})
    for folder in sorted(beside):
        if f"{folder}.md" not in paths and f"{folder}.md" not in refused:
            yield Finding("ARC007", Place(beside[folder][0]), {"document": f"{folder}.md"})
    for record in cabinet.records.values():
        yield from _record(record, beside.get(record.path.removesuffix(".md"), []), tree)


def _record(record: Record, present: Sequence[str], tree: Tree) -> Iterator[Finding]:
    folder = record.path.removesuffix(".md")
    listed: dict[str, Attachment] = {}
    scans = [act.scan for act in record.acts if act.scan is not None]
    for attachment in (*record.attachments, *scans):
        place = attachment.place if attachment.place.path else record.where("attachments")
        file = attachment.file
        if file in listed:
            if attachment in record.attachments or listed[file].sha256 != attachment.sha256:
                yield Finding("ARC004", place, {"file": file})
            continue
        listed[file] = attachment
        yield from _file(attachment, place, f"{folder}/{file}", tree)
    for path in present:
        if path.removeprefix(f"{folder}/") not in listed:
            yield Finding("ARC003", Place(path), {"file": path.removeprefix(f"{folder}/"), "document": record.path})


def _file(attachment: Attachment, place: Place, path: str, tree: Tree) -> Iterator[Finding]:
    if path not in tree.paths():
        yield Finding("ARC001", place, {"file": attachment.file, "path": path})
        return
    found = sha256(tree.read(path)).hexdigest()
    if found != attachment.sha256:
        words = {
            "file": attachment.file,
            "stated": f"{attachment.sha256[:12]}…",
            "short": f"{found[:12]}…",
            "found": found,
        }
        yield Finding("ARC002", place, words, related=(Place(path),))
