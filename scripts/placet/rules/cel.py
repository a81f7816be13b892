"""The Common Expression Language, behind one door. No other module imports its binding."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cel_expr_python import cel as google

from placet.rules import literals
from placet.rules.context import Facts
from placet.rules.functions import Surroundings, signatures
from placet.rules.literals import LiteralFault, Rewritten, Token
from placet.rules.memory import Memory
from placet.rules.variables import Absent, Variable

_ERROR = re.compile(r"ERROR: <input>:(\d+):(\d+): (.*)")
_UNDECLARED = re.compile(r"undeclared reference to '([^']*)'")
_OVERLOAD = re.compile(r"found no matching overload for '([^']*)' applied to '([^']*)'")
#: How many different sets of values an expression remembers.
_REMEMBERED = 1000
_MACROS = frozenset({"all", "exists", "exists_one", "filter", "map"})
_WORDS = {"int": "number", "string": "text", "bool": "boolean", "google.protobuf.Timestamp": "time"}


class ExpressionFault(ValueError):
    """Why an expression was not accepted: the finding's code, line and column from 0 in the author's text, words."""

    def __init__(self, code: str, line: int, column: int, args: Mapping[str, str]) -> None:
        super().__init__(f"{code} {line}:{column} {dict(args)}")
        self.code, self.line, self.column, self.words = code, line, column, args


class Unjudgeable(ValueError):
    """An evaluation that came to no value: `absent` names what the record does not have, `text` what CEL said."""

    def __init__(self, text: str, absent: tuple[str, ...] = (), years: tuple[int, ...] = ()) -> None:
        super().__init__(text)
        self.text, self.absent, self.years = text, absent, years


def _value(variable: Variable, facts: Facts) -> object:
    """A variable's value, in a form that can be compared, `Absent` where there is none."""
    try:
        value = variable.read(facts)
    except Absent:
        return Absent
    return tuple(value) if isinstance(value, list) else value


def _type(tag: str) -> google.Type:
    if tag.startswith("list "):
        return google.Type.List(_type(tag.removeprefix("list ")))
    return {
        "number": google.Type.INT,
        "text": google.Type.STRING,
        "boolean": google.Type.BOOL,
        "time": google.Type.TIMESTAMP,
        "object": google.Type.Map(google.Type.STRING, google.Type.DYN),
        "list": google.Type.List(google.Type.DYN),
    }[tag]


@dataclass(frozen=True, slots=True)
class Expression:
    """A compiled expression with the variables it reads."""

    source: str
    reads: tuple[Variable, ...]
    program: google.Expression
    around: Surroundings
    type: str = "boolean"
    memory: Memory = field(default_factory=Memory, compare=False, repr=False)

    def evaluate(self, facts: Facts) -> object:
        """Its value on these facts. Raises Unjudgeable when something it needs is absent or an operation fails."""
        values = facts.values
        for variable in self.reads:
            if variable.name not in values:
                values[variable.name] = _value(variable, facts)
        key = tuple([values[variable.name] for variable in self.reads])
        known = self.memory.of(facts.unit)
        try:
            return known[key]
        except KeyError:
            found = self._evaluated(facts)
            if not self.around.missing and len(known) < _REMEMBERED:
                known[key] = found
            return found
        except TypeError:
            # A list of objects has no hash.
            return self._evaluated(facts)

    def _evaluated(self, facts: Facts) -> object:
        values = facts.values
        found = {one.name: values[one.name] for one in self.reads if values[one.name] is not Absent}
        data = {name: list(value) if isinstance(value, tuple) else value for name, value in found.items()}
        self.around.missing.clear()
        self.around.unit = facts.unit
        try:
            result = self.program.eval(data=data)
        except RuntimeError as fault:
            # Lists so long that going through them is given up.
            raise Unjudgeable(str(fault)) from None
        if result.type() == google.Type.ERROR:
            absent = tuple(variable.title or variable.name for variable in self.reads if variable.name not in data)
            raise Unjudgeable(str(result.value()), absent, tuple(self.around.missing))
        return result.value()

    def holds(self, facts: Facts) -> bool:
        """Whether a condition is true on these facts; raises as `evaluate` does."""
        return self.evaluate(facts) is True


@dataclass(frozen=True, slots=True)
class Environment:
    """The variables and functions that expressions over one register kind may use."""

    variables: Mapping[str, Variable]
    around: Surroundings
    env: google.Env
    compiled: dict[str, Expression] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, variables: Mapping[str, Variable], around: Surroundings) -> Environment:
        """An environment with these variables and the functions of these surroundings."""
        declared = {name: _type(variable.type) for name, variable in variables.items()}
        functions = [
            google.FunctionDecl(
                name,
                [
                    google.Overload(f"{name}_{number}", _type(result), [_type(one) for one in taken], False, run)
                    for number, (result, taken, run) in enumerate(overloads)
                ],
            )
            for name, overloads in signatures(around).items()
        ]
        return cls(variables, around, google.NewEnv(variables=declared, functions=functions))

    def condition(self, source: str) -> Expression:
        """Compile an expression that must be true or false. Raises ExpressionFault (RUL030 to RUL039)."""
        found = self.expression(source)
        if found.type != "boolean":
            raise _fault("RUL037", source, 0, {"expression": source, "type": found.type})
        return found

    def number(self, source: str) -> Expression:
        """Compile an expression that must be a number. Raises ExpressionFault (RUL030 to RUL036, RUL038 to RUL040)."""
        found = self.expression(source)
        if found.type != "number":
            raise _fault("RUL040", source, 0, {"expression": source, "type": found.type})
        return found

    def expression(self, source: str) -> Expression:
        """Compile an expression of any type, once. Raises ExpressionFault (RUL030 to RUL036, RUL038, RUL039)."""
        if source not in self.compiled:
            self.compiled[source] = self._compile(source)
        return self.compiled[source]

    def _compile(self, source: str) -> Expression:
        try:
            rewritten = literals.rewrite(source)
        except LiteralFault as fault:
            raise _fault(fault.code, source, fault.offset, {"text": fault.text}) from None
        try:
            program = self.env.compile(rewritten.text)
        except RuntimeError as fault:
            raise self._explained(rewritten, str(fault)) from None
        self._check_objects(rewritten)
        known = frozenset(self.variables)
        reads = tuple(self.variables[name] for name in sorted(literals.names(rewritten.tokens, known)))
        return Expression(source, reads, program, self.around, _words(program.return_type().name().lower()))

    def _explained(self, rewritten: Rewritten, said: str) -> ExpressionFault:
        found = _ERROR.search(said)
        if found is None:
            return _fault("RUL030", rewritten.source, 0, {"text": said.splitlines()[0]})
        line, column, text = int(found[1]) - 1, int(found[2]) - 1, found[3].strip()
        before = rewritten.text.split("\n")[:line]
        offset = rewritten.author_offset(sum(len(one) + 1 for one in before) + column)
        undeclared = _UNDECLARED.search(text)
        if undeclared:
            name = undeclared[1]
            start = _start_of(rewritten.tokens, name, offset)
            return self._unknown(rewritten.source, name, start, tuple(self.variables) + tuple(signatures(self.around)))
        overload = _OVERLOAD.search(text)
        if overload:
            args = {"operator": overload[1].strip("_"), "types": _words(overload[2])}
            return _fault("RUL038", rewritten.source, offset, args)
        return _fault("RUL030", rewritten.source, offset, {"text": text.split(", expecting")[0]})

    def _unknown(self, source: str, name: str, offset: int, known: Sequence[str]) -> ExpressionFault:
        qualified = [one for one in known if one.endswith(f".{name}")]
        near = qualified or difflib.get_close_matches(name, known, n=1, cutoff=0.6)
        if near:
            return _fault("RUL036", source, offset, {"name": name, "near": near[0]})
        return _fault("RUL039", source, offset, {"name": name})

    def _check_objects(self, rewritten: Rewritten) -> None:
        """What an item of a list of objects has is declared by the kind; CEL itself does not look."""
        cut = rewritten.tokens
        for index in range(len(cut) - 4):
            if not (cut[index].text in _MACROS and cut[index + 1].text == "(" and cut[index + 3].text == ","):
                continue
            listed = self._receiver(cut, index)
            if listed is None or not listed.properties:
                continue
            self._check_item(rewritten, cut[index + 2].text, index + 4, listed.properties)

    def _check_item(self, rewritten: Rewritten, item: str, start: int, properties: Mapping[str, object]) -> None:
        cut = rewritten.tokens
        for index in range(start, min(literals.closing(cut, start), len(cut) - 2)):
            if cut[index].text != item or cut[index + 1].text != "." or cut[index - 1].text == ".":
                continue
            name = cut[index + 2]
            if name.kind == "name" and name.text not in properties:
                raise self._unknown(rewritten.source, name.text, name.start, tuple(properties))

    def _receiver(self, cut: Sequence[Token], macro: int) -> Variable | None:
        """The list variable a macro is called on, through filters."""
        index = macro - 2
        while index >= 0 and cut[index].text == ")":
            index = literals.opening(cut, index) - 1
            if cut[index].text != "filter":
                return None
            index -= 2
        name = cut[index].text if index >= 0 else ""
        while index >= 2 and cut[index - 1].text == ".":
            index -= 2
            name = f"{cut[index].text}.{name}"
        return self.variables.get(name)


def _fault(code: str, source: str, offset: int, words: Mapping[str, str]) -> ExpressionFault:
    line, column = literals.line_and_column(source, offset)
    return ExpressionFault(code, line, column, words)


def _words(types: str) -> str:
    return re.sub(r"[\w.]+", lambda one: _WORDS.get(one[0], one[0]), types)


def _start_of(cut: Sequence[Token], name: str, offset: int) -> int:
    """Where a dotted name starts whose last dot CEL points at."""
    first = name.split(".", 1)[0]
    starts = [token.start for token in cut if token.text == first and token.start <= offset]
    return starts[-1] if starts else offset
