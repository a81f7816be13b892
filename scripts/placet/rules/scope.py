"""What a rule is compiled against: its register kind, its unit, and where each of its faults is reported."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from placet.model import Calendar, Field, Finding, Kind, Place, Rule, Unit, Who
from placet.rules import variables
from placet.rules.cel import Environment, Expression, ExpressionFault
from placet.rules.functions import Surroundings
from placet.rules.who import ANYONE, FIELD, RELATIONS

EVIDENCE = ("paper", "review", "signature")
_BODY_RELATIONS = ("member", "chair")


@dataclass(slots=True)
class Environments:
    """One expression environment per unit and kind, made when first asked for."""

    kinds: Mapping[str, Kind]
    calendars: Mapping[int, Calendar]
    made: dict[tuple[str, str, str], Environment] = field(default_factory=dict)

    def of(self, unit: Unit, kind: str, this: str = "") -> Environment:
        """The environment of a kind in a unit; `this` names the kind of the record that links to it."""
        key = (unit.id, kind, this)
        if key not in self.made:
            known = variables.of_kind(self.kinds[kind])
            known |= variables.of_parameters(unit.parameters, unit.parameter_titles)
            if this:
                known |= variables.linking(self.kinds[this])
            self.made[key] = Environment.of(known, Surroundings(unit, self.calendars))
        return self.made[key]


@dataclass(slots=True)
class Scope:
    """One rule being compiled for one kind; faults gather in `findings`."""

    rule: Rule
    unit: Unit
    kind: Kind
    environments: Environments
    findings: list[Finding] = field(default_factory=list)

    def place(self, key: str) -> Place:
        """The place of a key of the rule ("demand.acts.stages[0]"), or of the nearest key above it."""
        while key:
            if key in self.rule.marks:
                return self.rule.marks[key]
            key = key[: max(key.rfind("."), key.rfind("["), 0)]
        return self.rule.place

    def fault(self, code: str, key: str, /, **args: str) -> None:
        """Report a fault of the rule at one of its keys."""
        finding = Finding(code, self.place(key), {"rule": self.rule.id, **args})
        if finding not in self.findings:
            self.findings.append(finding)

    def known(self, code: str, name: object, names: Iterable[str], key: str) -> bool:
        """Whether a name is one of `names`; reports `code` when it is not."""
        listed = tuple(names)
        if isinstance(name, str) and name in listed:
            return True
        self.fault(code, key, name=str(name), known=", ".join(listed))
        return False

    def act(self, name: object, key: str) -> bool:
        """Whether the kind has this act; otherwise RUL002."""
        return self.known("RUL002", name, self.kind.acts, key)

    def field_of(self, name: object, key: str, types: tuple[str, ...] = (), items: bool = False) -> Field | None:
        """The kind's field of this name; RUL003 when there is none, RUL022 when it is not of these types."""
        if not self.known("RUL003", name, self.kind.fields, key):
            return None
        found = self.kind.fields[str(name)]
        inner = found.items if items and found.items is not None else found
        if types and inner.type not in types:
            self.fault("RUL022", key, name=str(name), type=inner.type, expected=" | ".join(types))
            return None
        return found

    def mapping(self, data: object, keys: tuple[str, ...], key: str, required: tuple[str, ...] = ()) -> bool:
        """Whether data is a mapping with only these keys and all required ones; otherwise RUL018."""
        if not isinstance(data, Mapping):
            self.fault("RUL018", key, expected="{" + ", ".join(keys) + "}")
            return False
        for name in data:
            if name not in keys:
                self.fault("RUL018", f"{key}.{name}", expected=", ".join(keys))
                return False
        missing = [name for name in required if name not in data]
        if missing:
            self.fault("RUL018", key, expected=", ".join(missing))
        return not missing

    def one_of(self, data: object, keys: tuple[str, ...], key: str) -> bool:
        """Whether data is a mapping with exactly one of these keys; otherwise RUL018."""
        if isinstance(data, Mapping) and len(data) == 1 and set(data) <= set(keys):
            return True
        self.fault("RUL018", key, expected=" | ".join(keys))
        return False

    def number(self, data: object, key: str, smallest: int = 1) -> int | None:
        """A whole number not below `smallest`; otherwise RUL018."""
        if isinstance(data, Decimal | int) and not isinstance(data, bool) and data == int(data) and data >= smallest:
            return int(data)
        self.fault("RUL018", key, expected=f">= {smallest}")
        return None

    def condition(self, source: object, key: str, kind: str = "", this: str = "") -> Expression | None:
        """A compiled condition over this kind (or another, seen from `this`); faults are RUL030 to RUL039."""
        return self._expression(source, key, self.environments.of(self.unit, kind or self.kind.id, this).condition)

    def amount(self, source: object, key: str, kind: str = "") -> Expression | None:
        """A compiled number over this kind or another: a literal or an expression; faults are RUL030 to RUL040."""
        if isinstance(source, Decimal | int) and not isinstance(source, bool):
            source = f"{source:f}" if isinstance(source, Decimal) else str(source)
        return self._expression(source, key, self.environments.of(self.unit, kind or self.kind.id).number)

    def _expression(self, source: object, key: str, compiled: Callable[[str], Expression]) -> Expression | None:
        if not isinstance(source, str):
            self.fault("RUL018", key, expected="CEL")
            return None
        try:
            return compiled(source)
        except ExpressionFault as fault:
            start = self.place(key)
            column = start.column + fault.column if fault.line == 0 else fault.column + 1
            place = Place(start.path, start.line + fault.line, column)
            finding = Finding(fault.code, place, {"rule": self.rule.id, **fault.words})
            if finding not in self.findings:
                self.findings.append(finding)
            return None

    def who(self, data: object, key: str) -> tuple[Who, ...] | None:
        """Who may act, from the rule's data: a post id, a relation, or a list of these; faults RUL003 to RUL005."""
        items = data if isinstance(data, list | tuple) else [data]
        found = [self._one_who(item, key) for item in items]
        if not found or any(one is None for one in found):
            if not found:
                self.fault("RUL018", key, expected="by")
            return None
        return tuple(one for one in found if one is not None)

    def _one_who(self, data: Any, key: str) -> Who | None:
        if isinstance(data, Who):
            return data
        if data == ANYONE:
            return Who(ANYONE)
        if isinstance(data, str):
            return Who("post", data) if self.known("RUL004", data, self.unit.posts, key) else None
        if not self.one_of(data, RELATIONS, key):
            return None
        relation, named = next(iter(data.items()))
        inner = f"{key}.{relation}"
        if relation in ("portfolio", "person"):
            types = ("section",) if relation == "portfolio" else ("person",)
            found = self.field_of(named, inner, types, items=True)
            return Who(relation, str(named)) if found else None
        if isinstance(named, Mapping):
            return self._who_from_field(relation, named, inner)
        names = self.unit.bodies if relation in _BODY_RELATIONS else self.unit.posts
        code = "RUL005" if relation in _BODY_RELATIONS else "RUL004"
        return Who(relation, str(named)) if self.known(code, named, names, inner) else None

    def _who_from_field(self, relation: str, named: Mapping[str, Any], key: str) -> Who | None:
        if not self.mapping(named, ("field",), key, ("field",)):
            return None
        name = named["field"]
        types = ("body",) if relation in _BODY_RELATIONS else ("post",)
        found = self.field_of(name, f"{key}.field", types, items=True)
        return Who(relation, FIELD + str(name)) if found else None
