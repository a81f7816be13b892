"""Gathers from a tree and its history what the certificate of one document needs, and no more than that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from placet.checks import attachments, signatures
from placet.history import Entry, History
from placet.judge import archive_of
from placet.model import Cabinet, Finding, Record, Skip, Verdict
from placet.proof.certificate import Certificate, certificate
from placet.proof.named import findings_on
from placet.rules.compile import rulebook
from placet.standing import Standing, standing
from placet.tree import Tree


class _Standings(dict[str, tuple[Standing, ...]]):
    """How acts stand, found out record by record as rules ask for them."""

    def __init__(self, cabinet: Cabinet, history: History | None) -> None:
        super().__init__()
        self._cabinet = cabinet
        # As in placet.checks.signatures: a demonstration's commits have no true dates.
        self._history = None if cabinet.config.as_of else history

    def __missing__(self, path: str) -> tuple[Standing, ...]:
        record = self._cabinet.records[path]
        unit, kind = self._cabinet.units[record.unit], self._cabinet.kinds[record.kind]
        self[path] = standing(record, unit, kind, self._history, since=self._cabinet.config.since)
        return self[path]


def attest(cabinet: Cabinet, record: Record, tree: Tree, history: History | None, as_of: datetime) -> Certificate:
    """The certificate of a record: its acts verified, its attachments hashed, its own day's rules judged."""
    known = _Standings(cabinet, history)
    acts: Sequence[Standing] = known[record.path]
    if any(one.grade and not one.fingerprint for one in acts):
        # Only a look at all records tells whether a signature was lifted from another one.
        acts = signatures.standings(cabinet, history)[record.path]
    verdicts, skips = _judged(cabinet, record, as_of, known)
    found = findings_on((*cabinet.findings, *_attached(cabinet, record, tree)), record.path)
    faults = (*found, *(Finding(skip.code, record.where(""), skip.args) for skip in skips))
    return certificate(
        cabinet,
        record,
        acts,
        verdicts,
        faults,
        _entries(record, history),
        origin=tree.origin,
        as_of=as_of,
        history=_asked(cabinet, history),
    )


def _judged(
    cabinet: Cabinet, record: Record, as_of: datetime, known: Mapping[str, tuple[Standing, ...]]
) -> tuple[Sequence[Verdict], Sequence[Skip]]:
    archive = archive_of(cabinet, rulebook(cabinet), as_of, known)
    verdicts = archive.verdicts(record)
    return verdicts, archive.skips(record)


def _attached(cabinet: Cabinet, record: Record, tree: Tree) -> tuple[Finding, ...]:
    return tuple(attachments.check(replace(cabinet, records={record.path: record}), tree))


def _entries(record: Record, history: History | None) -> Mapping[int, Entry]:
    if history is None:
        return {}
    found = ((act.line, history.entered(record.slip_path, record.slip_lines[act.line - 1])) for act in record.acts)
    return {line: entry for line, entry in found if entry is not None}


def _asked(cabinet: Cabinet, history: History | None) -> str:
    if history is None:
        return "no"
    if history.is_shallow:
        return "shallow"
    return "stopped" if cabinet.config.as_of else "yes"
