"""Acts and their signatures: what is found against every line of every slip, and against the registered keys."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Protocol

from msgspec.structs import replace

from placet.holding import GATE
from placet.model import Cabinet, Finding, Person, Skip, Unit
from placet.signing.proof import Cache
from placet.signing.publickeys import SignatureError, from_line
from placet.standing import History, Standing, standing

#: What a line copied from another record looks like before the other record is found.
_UNPROVED = ("SIG004", "SIG006", "SIG007")


def standings(
    cabinet: Cabinet, history: History | None = None, cache: Cache | None = None
) -> dict[str, tuple[Standing, ...]]:
    """Path → how the acts of each record stand. A record of an unknown unit has none: that is found elsewhere.

    `history` is left aside where the cabinet's clock is stopped: a demonstration's commits have no true dates.
    """
    consulted = None if cabinet.config.as_of else history
    found = {}
    for path, record in cabinet.records.items():
        unit = cabinet.units.get(record.unit)
        if unit is not None:
            kind = cabinet.kinds.get(record.kind)
            since = cabinet.config.since
            found[path] = standing(record, unit, kind, consulted, since=since, cache=cache)
    return dict(copied(found))


def check(cabinet: Cabinet, found: Mapping[str, tuple[Standing, ...]] | None = None) -> Iterator[Finding]:
    """The SIG findings of a whole cabinet; `found` are its `standings` where they are already known."""
    for unit in cabinet.units.values():
        yield from keys(unit)
    for acts in (standings(cabinet) if found is None else found).values():
        for one in acts:
            yield from one.findings


def skips(cabinet: Cabinet, history: History | None, *, shallow: bool = False) -> tuple[Skip, ...]:
    """Why it was not checked when lines entered the main branch; empty when it was."""
    if cabinet.config.as_of:
        return (Skip("SIG902"),)
    if history is None:
        return (Skip("SIG901"),)
    return (Skip("SIG903"),) if shallow else ()


class Origins(Protocol):
    """Where else a signature holds."""

    def get(self, sig: str, default: str) -> str:
        """The path of the last record on which this signature holds, or the default."""
        ...


def copied(
    found: Mapping[str, tuple[Standing, ...]], origins: Origins | None = None
) -> Iterator[tuple[str, tuple[Standing, ...]]]:
    """The same standings, where a signature that does not hold here but does on another record says so."""
    for path, acts in found.items():
        if not any(finding.code in _UNPROVED for one in acts for finding in one.findings):
            yield path, acts
            continue
        if origins is None:
            origins = {one.act.sig: where for where, all_ in found.items() for one in all_ if one.fingerprint}
        yield path, tuple(_traced(one, path, origins) for one in acts)


def _traced(one: Standing, path: str, origins: Origins) -> Standing:
    origin = origins.get(one.act.sig, path)
    if origin == path:
        return one
    other = origin.removeprefix("records/").removesuffix(".md")
    findings = tuple(
        Finding("SIG005", finding.place, {**finding.args, "other": other}) if finding.code in _UNPROVED else finding
        for finding in one.findings
    )
    return replace(one, findings=findings)


def keys(unit: Unit) -> Iterator[Finding]:
    """What is wrong with the keys of a unit: none may be broken, or those of two."""
    owners: dict[str, list[str]] = defaultdict(list)
    for person in (*unit.persons.values(), Person(GATE, GATE, keys=unit.gate_keys)):
        for key in person.keys:
            try:
                shown = from_line(key.public).fingerprint
            except SignatureError as error:
                yield Finding("SIG038", key.place, {"reason": error.reason})
                continue
            for other in owners[shown]:
                if other != person.name:
                    yield Finding("SIG039", key.place, {"name": person.name, "other": other, "key": shown})
            owners[shown].append(person.name)
