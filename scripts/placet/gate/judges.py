"""Changes of what judges: they land only with a change order that meets its own rules on the base, and whole.

A change order (变更单) is a filed record of a kind with a `change:` block; it names the digest of exactly this change
and the classes it touches. Who must sign it is for the regulation on it to say: the rulebook governs its own change.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence

from placet import messages
from placet.cabinet import load
from placet.gate.changes import Entry, after, mode_is_fit
from placet.gate.documents import Found, breach
from placet.gate.hybrid import ListedTree
from placet.gate.keeping import kept
from placet.gate.ruling import Change, Document, Explained
from placet.gate.side import Side, stem
from placet.git import Blobs
from placet.judge import judge as judge_cabinet
from placet.model import Finding, Level, Order, Place, Record, Status, Verdict
from placet.numbers import name

#: What no cabinet is made of: its change cannot alter how the cabinet reads.
_OUTSIDE = frozenset(("program", "workflow", "prose"))


def digest(changed: Sequence[Change], blobs: Blobs) -> str:
    """The "sha256:…" that a change order must name: of every path with its contents' SHA-256 before and after."""
    rows = [
        {"is": _sha256(one.now, one.now_mode, blobs), "path": one.path, "was": _sha256(one.was, one.was_mode, blobs)}
        for one in sorted(changed, key=lambda one: one.path)
    ]
    text = json.dumps(rows, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def _sha256(blob: str, mode: str, blobs: Blobs) -> str | None:
    """The digest of a file's contents, with its mode where it is no ordinary file."""
    if not blob:
        return None
    if mode == "160000":
        return f"{mode}:{blob}"
    found = hashlib.sha256(blobs.read(blob)).hexdigest()
    return found if mode == "100644" else f"{mode}:{found}"


def judge(
    side: Side,
    changed: Sequence[Change],
    base: Mapping[str, Entry],
    stamp: str,
    found: Found,
    blobs: Blobs,
    spent: Callable[[str], bool],
) -> None:
    """Adds to `found` why this change of judges may not land, or not yet; `side` is the base.

    `spent` tells of an order's path whether what it orders was changed since it landed: it is good for one change.
    """
    for one in changed:
        if not mode_is_fit(one):
            found.refusals.append(Finding("GAT010", Place(one.path), {"path": one.path, "mode": one.now_mode}))
    found.refusals += kept(changed, blobs, side.as_of.date())
    if any(one.kind not in _OUTSIDE for one in changed):
        found.refusals += _worse(base, changed, blobs, side)
    classes = sorted({one.kind for one in changed})
    documents = list(_orders(side, stamp))
    wrong: dict[str, list[Finding]] = {}
    for record, order in documents:
        found.documents.append(_document(side, record))
        wrong[record.path] = [*_foreign(side, record, changed), *_faults(side, record, order, classes, spent)]
    if documents and all(wrong.values()):
        best = min(wrong.values(), key=lambda faults: [fault.code != "GAT063" for fault in faults])
        for fault in best:
            (found.waits if fault.code == "GAT063" else found.refusals).append(fault)
    if not documents:
        words = {"digest": stamp, "classes": "、".join(classes), "count": str(len(changed))}
        found.waits.append(Finding("GAT060", Place(changed[0].path), words))


def _orders(side: Side, stamp: str) -> Iterator[tuple[Record, Order]]:
    """The change orders of the base that name this digest."""
    for register in side.judges.registers.values():
        order = side.judges.kinds[register.kind].change
        if order is None:
            continue
        for path in sorted(side.shelf.names.naming({stamp}, f"records/{register.path}")):
            record = side.shelf.get(path)
            if record is not None and record.fields.get(order.digest) == stamp:
                yield record, order


def _faults(
    side: Side, record: Record, order: Order, classes: Sequence[str], spent: Callable[[str], bool]
) -> Iterator[Finding]:
    """Why an order does not carry this change."""
    place, words = Place(record.path), {"order": _called(side, record)}
    if record.annulled:
        yield Finding("GAT064", place, words)
        return
    if spent(record.path):
        yield Finding("GAT066", place, words)
    listed = record.fields.get(order.classes, ())
    missing = [one for one in classes if not isinstance(listed, tuple) or one not in listed]
    if missing:
        yield Finding("GAT061", place, words | {"classes": "、".join(missing)})
    verdicts = side.verdicts(record)
    if record.is_draft:
        yield Finding("GAT063", place, words)
    elif not any(one.status is Status.MET for one in verdicts):
        yield Finding("GAT065", place, words)
    for verdict in verdicts:
        if verdict.status in (Status.BREACHED, Status.WAITING):
            code = "GAT062" if verdict.status is Status.BREACHED else "GAT063"
            yield Explained(code, place, words, reasons=verdict.reasons)
    own = stem(record.path)
    for finding in side.findings({record.path}, [record.path]):
        if messages.level(finding.code) is Level.ERROR and stem(finding.place.path) == own:
            yield Explained("GAT062", place, words, reasons=(finding,))


def _foreign(side: Side, record: Record, changed: Sequence[Change]) -> Iterator[Finding]:
    """GAT067: a unit orders changes of its own; of all else, the unit that the portal names first."""
    if record.unit in side.judges.config.units[:1]:
        return
    own = (f"records/{record.unit}/", f"docs/{record.unit}/")
    foreign = [one.path for one in changed if not one.path.startswith(own)]
    if foreign:
        yield Finding("GAT067", Place(record.path), {"order": _called(side, record), "path": foreign[0]})


def _called(side: Side, record: Record) -> str:
    register = side.judges.registers[f"{record.unit}/{record.register}"]
    return record.ref if record.is_draft else name(register, record.year or 0, record.number or 0)


def _document(side: Side, record: Record) -> Document:
    text = side.shelf.tree.read(record.path).decode("utf-8", "replace")
    called = "" if record.is_draft else _called(side, record)
    verdicts, standings = side.verdicts(record), side.standings(record)
    return Document(record.path, called, record, record, verdicts, standings, text=text)


def _worse(base: Mapping[str, Entry], changed: Sequence[Change], blobs: Blobs, side: Side) -> Iterator[Finding]:
    """Errors and breaches that the whole cabinet has with these judges and does not have with the base's."""
    trees = [ListedTree(entries, blobs, "gate") for entries in (base, after(base, changed))]
    cabinets = [load(tree) for tree in trees]
    outcomes = [judge_cabinet(one, side.as_of, tree=tree) for one, tree in zip(cabinets, trees, strict=True)]
    before = {(one.code, one.place.path, tuple(sorted(one.args.items()))) for one in outcomes[0].findings}
    for finding in outcomes[1].findings:
        key = (finding.code, finding.place.path, tuple(sorted(finding.args.items())))
        if key not in before and messages.level(finding.code) is Level.ERROR:
            yield finding
    broken = {_named(one) for one in outcomes[0].verdicts if one.status is Status.BREACHED}
    for verdict in outcomes[1].verdicts:
        if verdict.status is Status.BREACHED and _named(verdict) not in broken:
            record = cabinets[1].records.get(verdict.subject)
            yield from breach(cabinets[1], record.title if record else verdict.subject, verdict)


def _named(verdict: Verdict) -> tuple[str, str, str, str]:
    return verdict.regulation, verdict.rule, verdict.subject, verdict.period
