"""Regulations in, compiled rules out. Every fault of a rule is a finding at its own line; no rule is dropped unsaid."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from placet.model import Cabinet, Finding, Kind, Place, Regulation, Rule, Unit
from placet.rules.cel import Expression
from placet.rules.context import NUMBER
from placet.rules.demands import REGISTRY, Demand
from placet.rules.demands.cadence import Cadence
from placet.rules.scope import Environments, Scope

#: The folder of regulations that hold in every unit.
COMMON = "common"
_BASIS = re.compile(r"[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+")
_MARKS = re.compile(r"[\s*_`~#>\\|]+")
_FEWEST_EXAMPLES = 2


@dataclass(frozen=True, slots=True)
class Compiled:
    """A rule ready to judge records of one kind in one unit, from `since` to `until` (both inclusive)."""

    rule: Rule
    regulation: Regulation
    unit: Unit
    kind: Kind
    when: Expression | None
    demands: tuple[tuple[Demand, str], ...]
    cadence: Cadence | None = field(init=False)
    until: date | None = field(init=False)

    def __post_init__(self) -> None:
        """Find out once the rhythm it asks for, if it judges registers rather than records, and its last day."""
        cadence = next((demand for demand, _ in self.demands if isinstance(demand, Cadence)), None)
        object.__setattr__(self, "cadence", cadence)
        object.__setattr__(self, "until", last_day(self.regulation))

    def in_force(self, day: date) -> bool:
        """Whether its regulation's version was in force that day."""
        return self.regulation.in_force <= day and (self.until is None or day <= self.until)


def last_day(regulation: Regulation) -> date | None:
    """The last day a version was in force, or None while it still is."""
    repealed = regulation.repealed - timedelta(days=1) if regulation.repealed else None
    return min((day for day in (regulation.until, repealed) if day is not None), default=None)


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All compiled rules of a cabinet and the faults found on the way."""

    rules: tuple[Compiled, ...]
    findings: tuple[Finding, ...]
    environments: Environments

    def by_kind(self) -> Mapping[tuple[str, str], tuple[Compiled, ...]]:
        """The rules for each unit and kind."""
        found: dict[tuple[str, str], list[Compiled]] = {}
        for one in self.rules:
            found.setdefault((one.unit.id, one.kind.id), []).append(one)
        return {key: tuple(rules) for key, rules in found.items()}

    def by_rule(self) -> Mapping[tuple[str, str, str], tuple[Compiled, ...]]:
        """Each rule of each version in each unit, as compiled for its kinds."""
        found: dict[tuple[str, str, str], list[Compiled]] = {}
        for one in self.rules:
            found.setdefault((one.regulation.path, one.unit.id, one.rule.id), []).append(one)
        return {key: tuple(rules) for key, rules in found.items()}


def rulebook(cabinet: Cabinet) -> Rulebook:
    """Compile every rule of every regulation, for each unit it holds in and each kind it is on."""
    environments = Environments(cabinet.kinds, cabinet.calendars)
    rules: list[Compiled] = []
    findings: list[Finding] = []
    for regulation in cabinet.regulations:
        findings += _faults(regulation)
        units = _units(cabinet, regulation)
        if not units:
            findings.append(Finding("RUL019", Place(regulation.path, 1, 1), {"unit": regulation.unit}))
        for unit in units:
            for rule in regulation.rules:
                made, faults = compiled(rule, regulation, unit, environments)
                rules += made
                findings += [one for one in faults if one not in findings]
    return Rulebook(tuple(rules), tuple(findings), environments)


def _units(cabinet: Cabinet, regulation: Regulation) -> tuple[Unit, ...]:
    if regulation.unit == COMMON:
        return tuple(cabinet.units.values())
    return tuple(unit for unit in cabinet.units.values() if unit.id == regulation.unit)


def compiled(
    rule: Rule, regulation: Regulation, unit: Unit, environments: Environments
) -> tuple[list[Compiled], list[Finding]]:
    """A rule compiled for each of its kinds, and its faults (RUL001 to RUL039); a faulty kind is left out."""
    made: list[Compiled] = []
    findings = _rule_faults(rule, regulation)
    for index, name in enumerate(rule.on):
        kind = environments.kinds.get(name)
        if kind is None:
            place = rule.marks.get(f"on[{index}]", rule.marks.get("on", rule.place))
            known = ", ".join(environments.kinds)
            findings.append(Finding("RUL016", place, {"rule": rule.id, "name": name, "known": known}))
            continue
        scope = Scope(rule, unit, kind, environments)
        one = _compile(rule, regulation, scope)
        findings += [fault for fault in scope.findings if fault not in findings]
        if one is not None and not scope.findings:
            made.append(one)
    return made, findings


def _compile(rule: Rule, regulation: Regulation, scope: Scope) -> Compiled | None:
    when = scope.condition(rule.when, "when") if rule.when else None
    if rule.before and rule.before != NUMBER:
        scope.known("RUL012", rule.before, scope.kind.acts, "before")
    if not rule.demands:
        scope.fault("RUL021", "demand")
    demands: list[tuple[Demand, str]] = []
    for name, data in rule.demands.items():
        entry = REGISTRY.get(name)
        if entry is None:
            scope.fault("RUL001", f"demand.{name}", name=name, known=", ".join(REGISTRY))
            continue
        demand = entry.read(data, scope, f"demand.{name}")
        if demand is not None:
            demands.append((demand, rule.before or entry.before))
    if len(demands) > 1 and any(isinstance(demand, Cadence) for demand, _ in demands):
        scope.fault("RUL027", "demand.cadence")
    return Compiled(rule, regulation, scope.unit, scope.kind, when, tuple(demands))


def _rule_faults(rule: Rule, regulation: Regulation) -> list[Finding]:
    """What can be said of a rule without its kind: its article, its words, its examples, its basis."""
    found: list[Finding] = []

    def fault(code: str, key: str, **args: str) -> None:
        found.append(Finding(code, rule.marks.get(key, rule.place), {"rule": rule.id, **args}))

    article = next((one for one in regulation.articles if one.number == rule.article), None)
    if article is None:
        fault("RUL009", "article", article=str(rule.article))
    elif not plain_text(rule.says):
        fault("RUL018", "says", expected="says")
    elif plain_text(rule.says) not in plain_text(article.text):
        fault("RUL008", "says", article=str(rule.article), says=rule.says)
    if not rule.on:
        fault("RUL018", "on", expected="on")
    if len(rule.examples) < _FEWEST_EXAMPLES:
        fault("RUL011" if rule.examples else "RUL010", "examples")
    for index, basis in enumerate(rule.basis):
        if not _BASIS.fullmatch(basis):
            fault("RUL017", f"basis[{index}]", basis=basis)
    return found


def plain_text(text: str) -> str:
    """Text without white space and Markdown marks, as `says` is compared; full and half width stay different."""
    return _MARKS.sub("", text)


def _faults(regulation: Regulation) -> Iterator[Finding]:
    """The articles of a version: each is ruled or unchecked, none is both, none is invented."""
    numbers = {article.number for article in regulation.articles}
    ruled = {rule.article: rule for rule in regulation.rules}
    unchecked = {entry.article: entry for entry in regulation.unchecked}
    for entry in regulation.unchecked:
        words = {"article": str(entry.article)}
        if entry.article not in numbers:
            yield Finding("RUL023", entry.place, words)
        if entry.article in ruled:
            yield Finding("RUL013", entry.place, words, related=(ruled[entry.article].place,))
    for article in regulation.articles:
        if article.number not in ruled and article.number not in unchecked:
            words = {"article": str(article.number), "label": article.label}
            yield Finding("RUL014", Place(regulation.path, article.line, 1), words)
