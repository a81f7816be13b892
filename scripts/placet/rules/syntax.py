"""The shape of an expression: its tokens gathered into a tree that can be said in words. CEL itself judges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from placet.rules.literals import Token

#: How tightly the binary signs bind, the loosest first.
_LEVELS = (("||",), ("&&",), ("==", "!=", "<", "<=", ">", ">=", "in"), ("+", "-"))


@dataclass(frozen=True, slots=True)
class Atom:
    """A text, a number or a constant, as written."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Name:
    """A dotted name: `amount`, `done.issue`, `i.price`."""

    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Call:
    """A function of `args`, or a method or macro of `target`."""

    name: str
    target: Node | None
    args: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The contrary of `node`."""

    node: Node


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sides and the sign between them."""

    sign: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Several:
    """A list written out."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing where a condition holds, another where not."""

    when: Node
    then: Node
    other: Node


Node: TypeAlias = Atom | Name | Call | Not | Pair | Several | Choice


class ShapeFault(ValueError):
    """An expression of a shape that is not said in words."""


def tree(cut: tuple[Token, ...]) -> Node:
    """Return the tree of an expression's tokens. Raises ShapeFault for a shape that has no words here (maps)."""
    reader = _Reader(cut)
    node = reader.whole()
    if reader.sign:
        raise ShapeFault(reader.sign)
    return node


class _Reader:
    """Reads tokens from left to right."""

    def __init__(self, cut: tuple[Token, ...]) -> None:
        self._cut, self._at = cut, 0

    @property
    def sign(self) -> str:
        """The text of the next token, "" at the end."""
        return self._cut[self._at].text if self._at < len(self._cut) else ""

    def whole(self) -> Node:
        """Read an expression to its end or to the sign that closes it."""
        node = self._pair(0)
        if self.sign != "?":
            return node
        self._take()
        then = self.whole()
        self._take(":")
        return Choice(node, then, self.whole())

    def _pair(self, level: int) -> Node:
        if level == len(_LEVELS):
            return self._unary()
        left = self._pair(level + 1)
        while self.sign in _LEVELS[level]:
            sign = self._take().text
            left = Pair(sign, left, self._pair(level + 1))
        return left

    def _take(self, expected: str = "") -> Token:
        if not self.sign or (expected and self.sign != expected):
            raise ShapeFault(self.sign)
        self._at += 1
        return self._cut[self._at - 1]

    def _unary(self) -> Node:
        if self.sign == "!":
            self._take()
            return Not(self._unary())
        node = self._primary()
        while self.sign == ".":
            self._take()
            name = self._take().text
            if self.sign == "(":
                node = Call(name, node, self._list("(", ")"))
            elif isinstance(node, Name):
                node = Name((*node.parts, name))
            else:
                raise ShapeFault(name)
        return node

    def _primary(self) -> Node:
        if self.sign == "(":
            self._take()
            node = self.whole()
            self._take(")")
            return node
        if self.sign == "[":
            return Several(self._list("[", "]"))
        token = self._take()
        if token.kind == "name" and self.sign == "(":
            return Call(token.text, None, self._list("(", ")"))
        if token.kind == "name" and token.text not in ("true", "false"):
            return Name((token.text,))
        if token.kind == "sign":
            raise ShapeFault(token.text)
        return Atom(token.text, token.kind)

    def _list(self, opening: str, closing: str) -> tuple[Node, ...]:
        self._take(opening)
        found: list[Node] = []
        while self.sign != closing:
            found.append(self.whole())
            if self.sign != closing:
                self._take(",")
        self._take(closing)
        return tuple(found)
