"""What an audience sees of a judged cabinet: records without what is withheld, and nothing that speaks of the rest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from msgspec import structs

from placet.judge import Outcome
from placet.model import Act, Cabinet, Field, Finding, Kind, Record, Register, Regulation, Verdict
from placet.model.audience import AUDIENCES, PUBLIC
from placet.rules.compile import Compiled
from placet.rules.demands.withhold import Withhold
from placet.rules.publication import Withheld, withheld


@dataclass(frozen=True, slots=True)
class Hidden:
    """What is withheld from an audience: whole records by path, fields of others, and registers."""

    audience: str
    records: Mapping[str, Record]
    fields: Mapping[str, frozenset[str]]
    registers: frozenset[str]

    @property
    def names(self) -> frozenset[str]:
        """Every name by which another document may mention a hidden record."""
        return frozenset(name for record in self.records.values() for name in (record.id, record.ref, record.path))

    def __bool__(self) -> bool:
        """Whether anything is hidden at all."""
        return bool(self.records or self.fields or self.registers)


def hidden(cabinet: Cabinet, outcome: Outcome, audience: str) -> Hidden:
    """Return what `audience` (`internal` or `public`) may not see: by classification, rule and register.

    Raises ValueError for any other audience.
    """
    AUDIENCES.index(audience)
    closed = frozenset(
        path
        for path, register in cabinet.registers.items()
        if audience == PUBLIC and cabinet.kinds[register.kind].publish != PUBLIC
    )
    rules = [rule for rule in outcome.rules if any(isinstance(demand, Withhold) for demand, _ in rule.demands)]
    found = {
        path: _withheld(cabinet, outcome, rules, record, audience)
        if "/".join(path.split("/")[1:3]) not in closed
        else Withheld(whole=True)
        for path, record in cabinet.records.items()
    }
    return Hidden(
        audience,
        {path: cabinet.records[path] for path, what in found.items() if what.whole},
        {path: what.fields for path, what in found.items() if what.fields},
        closed,
    )


def _withheld(cabinet: Cabinet, outcome: Outcome, rules: Sequence[Compiled], record: Record, audience: str) -> Withheld:
    standings = outcome.standings.get(record.path, ())
    return withheld(cabinet, rules, record, audience, outcome.as_of, standings)


def seen(cabinet: Cabinet, outcome: Outcome, what: Hidden) -> tuple[Cabinet, Outcome]:
    """Return the cabinet and its judgement without what is hidden and without what speaks of it.

    To the public a slip shows who did what and when: opinions, particulars and notes are the office's own business, and
    so are the reasons of verdicts: sums and counts that they name are of hidden records too.
    """
    if not what and what.audience != PUBLIC:
        return cabinet, outcome
    names = what.names
    records = {
        path: _record(record, cabinet.kinds[record.kind], names, what)
        for path, record in cabinet.records.items()
        if path not in what.records
    }
    shown = replace(
        cabinet,
        records=records,
        registers={path: _register(one, what) for path, one in cabinet.registers.items() if path not in what.registers},
        regulations=tuple(_regulation(one, names) for one in cabinet.regulations),
        findings=tuple(_quiet(cabinet.findings, names, what)),
    )
    judged = replace(
        outcome,
        findings=tuple(_quiet(outcome.findings, names, what)),
        verdicts=tuple(_verdict(one, names, what) for one in outcome.verdicts if _is_seen(one.subject, what)),
        skips=tuple(skip for skip in outcome.skips if not _mentions(skip.args.values(), names)),
        standings={path: one for path, one in outcome.standings.items() if path in records},
    )
    return shown, judged


def shown(record: Record, kind: Kind, what: Hidden) -> Record:
    """Return what is seen of a record of this kind that is not hidden as a whole."""
    return _record(record, kind, what.names, what)


def _record(record: Record, kind: Kind, names: frozenset[str], what: Hidden) -> Record:
    """A record without what is withheld of it, and then without its digest: by that, a guess could be tried out."""
    without = what.fields.get(record.path, frozenset())
    kept = {name: value for name, value in record.fields.items() if name not in without}
    fields = {name: _value(value, kind.fields[name], names) for name, value in kept.items() if name in kind.fields}
    refers = tuple(name for name in record.refers if name not in names)
    is_whole = (fields, refers) == (record.fields, record.refers)
    return replace(
        record,
        fields=fields,
        refers=refers,
        document=record.document if is_whole else "",
        attachments=() if without else record.attachments,
        acts=tuple(_act(act) for act in record.acts if act.evidence) if what.audience == PUBLIC else record.acts,
        slip_lines=(),
    )


def _register(register: Register, what: Hidden) -> Register:
    """A register of which only a part is shown says nothing of the other numbers."""
    is_part = any(path.startswith(f"records/{register.path}/") for path in what.records)
    return replace(register, explained={}, is_part=True) if is_part else register


def _act(act: Act) -> Act:
    return structs.replace(act, opinion="", data={}, scan=None)


def _value(value: Any, field: Field, names: frozenset[str]) -> Any:
    """A value without the hidden records that it names, at any depth."""
    if isinstance(value, tuple):
        item = field.items or field
        return tuple(kept for kept in (_value(one, item, names) for one in value) if kept not in ("", {}))
    if isinstance(value, Mapping):
        parts = {name: _value(one, field.properties.get(name, field), names) for name, one in value.items()}
        return {name: one for name, one in parts.items() if one != ""}
    return "" if isinstance(value, str) and value in names else value


def _regulation(regulation: Regulation, names: frozenset[str]) -> Regulation:
    kept = {key: value for key, value in regulation.adopted.items() if value not in names}
    return replace(regulation, adopted=kept) if len(kept) < len(regulation.adopted) else regulation


def _verdict(verdict: Verdict, names: frozenset[str], what: Hidden) -> Verdict:
    return structs.replace(
        verdict,
        reasons=() if what.audience == PUBLIC else tuple(_quiet(verdict.reasons, names, what)),
        rests_on=tuple(name for name in verdict.rests_on if name not in names),
    )


def _quiet(findings: Iterable[Finding], names: frozenset[str], what: Hidden) -> Iterable[Finding]:
    """The findings that lie in nothing hidden and mention nothing hidden."""
    for finding in findings:
        places = (finding.place.path, *(place.path for place in finding.related))
        if all(_is_seen(path, what) for path in places) and not _mentions(finding.args.values(), names):
            yield finding


def _is_seen(path: str, what: Hidden) -> bool:
    """Whether a path lies neither in a hidden register nor in a hidden record."""
    register = "/".join(path.removeprefix("records/").split("/")[:2])
    stem = path.removesuffix(".jsonl").removesuffix(".md")
    return register not in what.registers and f"{stem}.md" not in what.records


def _mentions(words: Iterable[str], names: frozenset[str]) -> bool:
    return any(name in word for word in words for name in names)
