"""The first commit: there is nothing before it to judge it by, so a root key known from elsewhere must have signed it.

The fingerprint is given by whoever asks; it never comes from the repository.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime

from placet import messages
from placet.cabinet import load
from placet.filing.founding import LIST, OWN, SIGNATURE, read, sealed_by
from placet.gate.changes import Entry, class_of, listing
from placet.gate.documents import breach
from placet.gate.hybrid import ListedTree
from placet.gate.merge import Unmergeable, whole
from placet.gate.ruling import Change, Outcome, Ruling
from placet.git import Blobs, Repository
from placet.judge import judge as judge_cabinet
from placet.model import Cabinet, Finding, Level, Place, Status
from placet.signing.publickeys import PublicKey, SignatureError, fingerprint

_CONFIG = "records/cabinet.yaml"
_FIT = ("100644", "100755")


def judge(repository: Repository, base: str, head: str, root_key: str, as_of: datetime) -> Ruling:
    """The ruling on a founding commit, whose list of files the key with this fingerprint must have signed."""
    try:
        commit = whole(repository, head)
    except Unmergeable as refused:
        return Ruling(Outcome.REFUSED, base, head, as_of, refused.findings)
    entries = listing(repository, commit)
    blobs = Blobs(repository)
    try:
        tree = ListedTree(entries, blobs, "founding")
        cabinet = load(tree)
        refusals = [*_alone(repository, commit), *_statement(entries, blobs, cabinet, root_key)]
        refusals = refusals or [*_faults(cabinet, tree, as_of)]
    finally:
        blobs.close()
    changed = tuple(Change(path, "", one.blob, "", one.mode, class_of(path)) for path, one in entries.items())
    notes = (
        () if refusals else (Finding("GAT076", Place(LIST), {"key": root_key, "count": str(len(entries) - len(OWN))}),)
    )
    outcome = Outcome.REFUSED if refusals else Outcome.MERGEABLE
    return Ruling(outcome, base, commit, as_of, tuple(refusals), notes=notes, changes=changed, cabinet=cabinet)


def _alone(repository: Repository, commit: str) -> Iterator[Finding]:
    """The founding is pushed by itself: what follows it is judged by it."""
    parents = repository.run("rev-list", "--parents", "-1", commit).decode().split()[1:]
    if parents:
        yield Finding("GAT070", Place(""), {"commit": commit[:12]})


def _statement(entries: dict[str, Entry], blobs: Blobs, cabinet: Cabinet, root_key: str) -> Iterator[Finding]:
    missing = [path for path in OWN if path not in entries or entries[path].mode != _FIT[0]]
    if missing:
        yield Finding("GAT071", Place(missing[0]), {"path": missing[0]})
        return
    statement = blobs.read(entries[LIST].blob)
    try:
        key = sealed_by(statement, blobs.read(entries[SIGNATURE].blob))
    except SignatureError as error:
        yield Finding("GAT073", Place(SIGNATURE), {"reason": str(error)})
        return
    if key.fingerprint != root_key:
        yield Finding("GAT074", Place(SIGNATURE), {"found": key.fingerprint, "given": root_key})
    elif not _is_named(key, cabinet):
        yield Finding("GAT075", Place(_CONFIG), {"key": key.fingerprint})
    yield from _listed(entries, blobs, read(statement))


def _listed(entries: dict[str, Entry], blobs: Blobs, stated: dict[str, str] | None) -> Iterator[Finding]:
    """The list and the commit have the same files, to the byte."""
    if stated is None:
        yield Finding("GAT073", Place(LIST), {"reason": "malformed: list"})
        return
    for path in sorted({*entries, *stated} - {*OWN}):
        entry = entries.get(path)
        fit = entry is not None and entry.mode in _FIT
        if entry is None or not fit or hashlib.sha256(blobs.read(entry.blob)).hexdigest() != stated.get(path):
            shown = path.encode("utf-8", "backslashreplace").decode()
            yield Finding("GAT072", Place(shown), {"path": shown})


def _is_named(key: PublicKey, cabinet: Cabinet) -> bool:
    for one in cabinet.config.root_keys:
        try:
            if fingerprint(one.public) == key.fingerprint:
                return True
        except SignatureError:
            continue
    return False


def _faults(cabinet: Cabinet, tree: ListedTree, as_of: datetime) -> Iterator[Finding]:
    """What a portal may not begin with: errors, and records that break its rules."""
    outcome = judge_cabinet(cabinet, as_of, tree=tree)
    yield from (one for one in outcome.findings if messages.level(one.code) is Level.ERROR)
    for verdict in outcome.verdicts:
        record = cabinet.records.get(verdict.subject)
        if record is not None and verdict.status is Status.BREACHED:
            yield from breach(cabinet, record.title, verdict)
