"""A condition on a counted record, as seen from the one judged, cut into what can be answered once for many records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from placet.rules import literals
from placet.rules.literals import Token

_THIS = "this."
_PARAMETER = "param."
_OPEN, _CLOSE = frozenset("([{"), frozenset(")]}")
_LOOSER = frozenset({"||", "?", ":"})
_COMPARISONS = frozenset({"==", "!=", "<", "<=", ">", ">=", "in"})


@dataclass(frozen=True, slots=True)
class Conjuncts:
    """Lists of expressions, by what they speak of.

    `own`: the counted record alone. `equal`: equations of one such with a value of the judged record, written as that
    record says it. `rest`: both records together.
    """

    own: tuple[str, ...] = ()
    equal: tuple[tuple[str, str], ...] = ()
    rest: tuple[str, ...] = ()


def conjuncts(source: str, known: frozenset[str]) -> Conjuncts:
    """Cut a condition that has been compiled; `known` are its variables, `this.<name>` those of the judged record."""
    own: list[str] = []
    equal: list[tuple[str, str]] = []
    rest: list[str] = []
    for part in _parts(literals.tokens(source), "&&"):
        reads = literals.names(part, known)
        if not any(name.startswith(_THIS) for name in reads):
            own.append(_text(part))
            continue
        sides = _sides(part)
        pair = _pair(sides, known) if sides else None
        if pair is None:
            rest.append(_text(part))
        else:
            equal.append(pair)
    return Conjuncts(tuple(own), tuple(equal), tuple(rest))


def _pair(sides: Sequence[Sequence[Token]], known: frozenset[str]) -> tuple[str, str] | None:
    """The side that speaks of the counted record, and the other in the judged record's own words."""
    for counted, judged in (sides, tuple(reversed(sides))):
        theirs, ours = literals.names(counted, known), literals.names(judged, known)
        if all(name.startswith((_THIS, _PARAMETER)) for name in ours) and not any(
            name.startswith(_THIS) for name in theirs
        ):
            return _text(counted), _text(_without_this(judged))
    return None


def _without_this(cut: Sequence[Token]) -> list[Token]:
    """The tokens with `this.` made blanks of the same length."""
    found = list(cut)
    for index in range(len(cut) - 1):
        begins = index == 0 or cut[index - 1].text != "."
        if cut[index].text == "this" and cut[index + 1].text == "." and begins:
            found[index], found[index + 1] = Token("space", "", 0), Token("space", "", 0)
    return found


def _text(cut: Sequence[Token]) -> str:
    return " ".join(token.text for token in cut if token.text)


def _parts(cut: Sequence[Token], sign: str) -> list[Sequence[Token]]:
    """The parts between a sign that stands outside all brackets; the whole where a looser sign does."""
    found: list[Sequence[Token]] = []
    depth = start = 0
    for index, token in enumerate(cut):
        depth += (token.text in _OPEN) - (token.text in _CLOSE)
        if depth == 0 and token.text in _LOOSER:
            return [cut]
        if depth == 0 and token.text == sign:
            found.append(cut[start:index])
            start = index + 1
    return [*found, cut[start:]]


def _sides(cut: Sequence[Token]) -> Sequence[Sequence[Token]] | None:
    """The two sides of a plain equation, None for anything else."""
    depth = 0
    signs: list[int] = []
    for index, token in enumerate(cut):
        depth += (token.text in _OPEN) - (token.text in _CLOSE)
        if depth == 0 and (token.text in _COMPARISONS or token.text in _LOOSER):
            signs.append(index)
    if len(signs) != 1 or cut[signs[0]].text != "==":
        return None
    return cut[: signs[0]], cut[signs[0] + 1 :]
