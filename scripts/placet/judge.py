"""The judge: runs every check and every rule over a cabinet, on one day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from placet.checks import adoption, attachments, numbering, people, references, signatures
from placet.directory import Directory
from placet.model import Cabinet, Finding, Record, Skip, Verdict
from placet.rules.archive import CabinetArchive
from placet.rules.compile import Compiled, Rulebook, rulebook
from placet.rules.context import zone_of
from placet.rules.demands.cadence import Counted
from placet.rules.example import faults
from placet.rules.judging import counted, judge_register
from placet.standing import History, Standing
from placet.tree import Tree
from placet.workdays import CalendarMissing


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was found on the judging day. A breach is a verdict, not a finding; a skip is neither."""

    as_of: datetime
    findings: tuple[Finding, ...]
    verdicts: tuple[Verdict, ...]
    skips: tuple[Skip, ...]
    standings: Mapping[str, tuple[Standing, ...]]
    rules: tuple[Compiled, ...]

    def by_subject(self) -> Mapping[str, tuple[Verdict, ...]]:
        """The verdicts on each record and register."""
        found: dict[str, list[Verdict]] = defaultdict(list)
        for verdict in self.verdicts:
            found[verdict.subject].append(verdict)
        return {subject: tuple(verdicts) for subject, verdicts in found.items()}


def judge(
    cabinet: Cabinet,
    as_of: datetime,
    *,
    tree: Tree | None = None,
    standing_cache: dict[str, tuple[str, str, str]] | None = None,
    history: History | None = None,
    shallow: bool = False,
) -> Outcome:
    """Judge a cabinet as of a moment.

    `tree` lets attachments be checked against their hashes; `history` lets acts be checked against when they came in,
    `shallow` says that it is cut off;
    `standing_cache` saves verifying a signature twice and cannot change an answer.
    """
    standings = signatures.standings(cabinet, history, standing_cache)
    book = rulebook(cabinet)
    directory = Directory.of(cabinet)
    archive = archive_of(cabinet, book, as_of, standings, directory)
    part = examine(cabinet, directory, archive, book, tree, standings)
    skips = [*signatures.skips(cabinet, history, shallow=shallow), *part.skips]
    verdicts = [*part.verdicts, *rhythms(cabinet, book, part.counted, as_of, skips)]
    findings = [*cabinet.findings, *part.findings, *book.findings, *examples(cabinet, book)]
    findings += numbering.of_registers(cabinet)
    findings += between(cabinet, directory)
    return Outcome(
        as_of=as_of,
        findings=tuple(sorted(findings, key=lambda one: one.sort_key)),
        verdicts=tuple(verdicts),
        skips=tuple(skips),
        standings=standings,
        rules=book.rules,
    )


def archive_of(
    cabinet: Cabinet,
    book: Rulebook,
    as_of: datetime,
    standings: Mapping[str, tuple[Standing, ...]],
    directory: Directory | None = None,
) -> CabinetArchive:
    """The archive that answers and judges for a cabinet; `directory` is its directory where that is already made."""

    def found(record: Record) -> tuple[Standing, ...]:
        return standings[record.path]

    known = directory or Directory.of(cabinet)
    return CabinetArchive(cabinet, known, book.by_kind(), as_of, zone_of(cabinet.config), found)


@dataclass(frozen=True, slots=True)
class Part:
    """What was found in some records.

    `counted` are those that count for each cadence, by its place in the rulebook, or the year whose calendar is missing
    to say so.
    """

    findings: tuple[Finding, ...]
    verdicts: tuple[Verdict, ...]
    skips: tuple[Skip, ...]
    counted: Mapping[int, tuple[Counted, ...] | int]


def examine(
    cabinet: Cabinet,
    directory: Directory,
    archive: CabinetArchive,
    book: Rulebook,
    tree: Tree | None,
    standings: Mapping[str, tuple[Standing, ...]],
) -> Part:
    """Everything that is judged record by record, for the records of `cabinet`, which may be a part of a greater one.

    What else they refer to is found through `directory` and `archive`.
    """
    records = [cabinet.records[path] for path in sorted(cabinet.records)]
    verdicts = [verdict for record in records for verdict in archive.verdicts(record)]
    skips = [skip for record in records for skip in archive.skips(record)]
    findings = [finding for path in standings for one in standings[path] for finding in one.findings]
    alone = replace(cabinet, regulations=())
    findings += numbering.of_records(cabinet)
    findings += references.check(alone, directory)
    findings += people.of_records(cabinet)
    if tree is not None:
        findings += attachments.check(cabinet, tree)
    counted = {number: _counted(rule, records, archive, cabinet) for number, rule in _cadences(book)}
    return Part(tuple(findings), tuple(verdicts), tuple(skips), counted)


def between(cabinet: Cabinet, directory: Directory) -> Iterator[Finding]:
    """What is found in the office itself, in its regulations, and between registers."""
    for unit in cabinet.units.values():
        yield from signatures.keys(unit)
    yield from people.of_offices(cabinet)
    yield from numbering.of_all(cabinet, directory)
    yield from references.check(replace(cabinet, records={}), directory)
    yield from adoption.check(cabinet)


def _cadences(book: Rulebook) -> list[tuple[int, Compiled]]:
    return [(number, rule) for number, rule in enumerate(book.rules) if rule.cadence is not None]


def _counted(
    rule: Compiled, records: Sequence[Record], archive: CabinetArchive, cabinet: Cabinet
) -> tuple[Counted, ...] | int:
    try:
        return tuple(counted(rule, records, archive, cabinet.kinds, cabinet.calendars))
    except CalendarMissing as fault:
        return fault.year


def rhythms(
    cabinet: Cabinet,
    book: Rulebook,
    counted: Mapping[int, tuple[Counted, ...] | int],
    as_of: datetime,
    skips: list[Skip],
) -> Iterator[Verdict]:
    """The verdicts on registers by the rules that ask for a rhythm."""
    local = as_of.astimezone(zone_of(cabinet.config))
    for number, rule in _cadences(book):
        wanted = (rule.unit.id, rule.kind.id)
        registers = [one for one in cabinet.registers.values() if (one.unit, one.kind) == wanted]
        found = counted.get(number, ())
        if isinstance(found, tuple):
            yield from judge_register(rule, registers, found, cabinet.config.since, local)
        else:
            words = {"rule": rule.rule.id, "record": registers[0].path, "year": str(found)}
            skips.append(Skip("VER090", words))


def examples(cabinet: Cabinet, book: Rulebook) -> Iterator[Finding]:
    """The worked examples that come out otherwise than they say."""
    zone = zone_of(cabinet.config)
    for rules in book.by_rule().values():
        yield from faults(rules, cabinet, zone)
