"""A rule's expression, cut into tokens and rewritten so that all numbers are exact.

CEL has binary doubles and 64-bit integers only. Authors write `amount >= 20000.50`; every number here is an integer
count of ten-thousandths, so the literal becomes `200005000` and comparison is exact. What would break that
reading (products, indexing, conversions) is refused before CEL sees it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

#: How many of CEL's integers make one unit of a number.
SCALE = 10_000
_LARGEST = 2**63 - 1

_TOKEN = re.compile(
    r"""
    (?P<space>[ \t\r\n\f]+|//[^\n]*)
  | (?P<string>(?:[rR][bB]?|[bB][rR]?)?(?:\"\"\"(?:\\.|[^\\])*?\"\"\"|'''(?:\\.|[^\\])*?'''
        |"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'))
  | (?P<number>0[xX][0-9a-fA-F]+[uU]?|(?:[0-9]+\.[0-9]+|[0-9]+|\.[0-9]+)(?:[eE][+-]?[0-9]+)?[uU]?)
  | (?P<name>[A-Za-z_][A-Za-z0-9_]*)
  | (?P<sign>&&|\|\||[=!<>]=|[-+*/%<>!?:.,()\[\]{}])
  | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_RAW = re.compile(
    r"""[bB]?[rR][bB]?(?:\"\"\".*?\"\"\"|'''.*?'''|"[^"\n]*"|'[^'\n]*')""",
    re.DOTALL,
)
_PLAIN = re.compile(r"(?:[0-9]+|(?=\.))(?:\.[0-9]{1,4}0*)?\Z")
_BANNED_SIGNS = frozenset("*/%")
_BANNED_CALLS = frozenset({"size", "int", "uint", "double", "string", "bytes", "dyn", "type"})
_CLOCK_METHODS = re.compile(r"get[A-Z]")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of an expression; `start` counts characters from 0."""

    kind: str
    text: str
    start: int


class LiteralFault(ValueError):
    """What an expression may not contain: `code` of the finding, offset in the author's text, and the words."""

    def __init__(self, code: str, offset: int, text: str) -> None:
        super().__init__(f"{code} at {offset}: {text}")
        self.code, self.offset, self.text = code, offset, text


@dataclass(frozen=True, slots=True)
class Rewritten:
    """An expression ready for CEL, and where each of its pieces came from."""

    source: str
    text: str
    tokens: tuple[Token, ...]
    starts: tuple[tuple[int, int], ...]

    def author_offset(self, offset: int) -> int:
        """The offset in the author's text of an offset in the rewritten text."""
        origin, target = 0, 0
        for source, rewritten in self.starts:
            if rewritten > offset:
                break
            origin, target = source, rewritten
        return min(origin + offset - target, len(self.source))


def tokens(source: str) -> tuple[Token, ...]:
    """Cut an expression into tokens, spaces and comments left out.

    Raises LiteralFault RUL031 for a character CEL has no use for (full-width signs, typographic quotes).
    """
    found: list[Token] = []
    offset = 0
    while offset < len(source):
        match = _RAW.match(source, offset) or _TOKEN.match(source, offset)
        assert match is not None
        kind = match.lastgroup or "string"
        if kind == "other":
            raise LiteralFault("RUL031", offset, match.group())
        if kind != "space":
            found.append(Token(kind, match.group(), offset))
        offset = match.end()
    return tuple(found)


def scaled(text: str) -> int:
    """The ten-thousandths of a plain decimal literal; ValueError for more than four decimals or too large a number."""
    if not _PLAIN.match(text):
        raise ValueError(text)
    amount = int(Decimal(text) * SCALE)
    if amount > _LARGEST:
        raise ValueError(text)
    return amount


def _refuse(token: Token, before: Token | None, after: Token | None) -> None:
    """Raise LiteralFault for a sign or a call that would not keep numbers exact."""
    if token.kind == "sign" and token.text in _BANNED_SIGNS:
        raise LiteralFault("RUL033", token.start, token.text)
    if token.kind == "sign" and token.text == "[" and before is not None and _ends_operand(before):
        raise LiteralFault("RUL034", token.start, token.text)
    calls = token.kind == "name" and after is not None and after.text == "("
    if calls and (token.text in _BANNED_CALLS or _CLOCK_METHODS.match(token.text)):
        raise LiteralFault("RUL035", token.start, token.text)
    if token.kind == "string" and token.text[0] in "bB":
        raise LiteralFault("RUL035", token.start, token.text)


def _ends_operand(token: Token) -> bool:
    return token.kind == "string" or token.text in ")]}" or (token.kind == "name" and token.text != "in")


def rewrite(source: str) -> Rewritten:
    """The expression with every number literal scaled. Raises LiteralFault for what is refused.

    RUL031 stray character, RUL032 number form, RUL033 operator, RUL034 indexing, RUL035 call.
    """
    cut = tokens(source)
    pieces: list[str] = []
    starts: list[tuple[int, int]] = [(0, 0)]
    length = end = 0
    for index, token in enumerate(cut):
        after = cut[index + 1] if index + 1 < len(cut) else None
        _refuse(token, cut[index - 1] if index else None, after)
        gap = source[end : token.start]
        text = token.text if token.kind != "number" else _literal(token)
        starts.append((token.start, length + len(gap)))
        pieces += (gap, text)
        length += len(gap) + len(text)
        end = token.start + len(token.text)
        starts.append((end, length))
    pieces.append(source[end:])
    return Rewritten(source, "".join(pieces), cut, tuple(starts))


def _literal(token: Token) -> str:
    try:
        return str(scaled(token.text))
    except ValueError:
        raise LiteralFault("RUL032", token.start, token.text) from None


def names(cut: Sequence[Token], known: frozenset[str]) -> frozenset[str]:
    """The declared variables (dotted names included) that an expression may read."""
    found: set[str] = set()
    for index, token in enumerate(cut):
        if token.kind != "name" or (index and cut[index - 1].text == "."):
            continue
        dotted = token.text
        step = index
        found.add(dotted)
        while step + 2 < len(cut) and cut[step + 1].text == "." and cut[step + 2].kind == "name":
            step += 2
            dotted += "." + cut[step].text
            found.add(dotted)
    return frozenset(found & known)


def line_and_column(source: str, offset: int) -> tuple[int, int]:
    """Line and column of an offset, both counting from 0."""
    head = source[:offset]
    return head.count("\n"), len(head) - (head.rfind("\n") + 1)


def closing(cut: Sequence[Token], start: int) -> int:
    """The index of the bracket that closes what is open before `start`, or the end."""
    depth = 1
    for index in range(start, len(cut)):
        depth += (cut[index].text == "(") - (cut[index].text == ")")
        if depth == 0:
            return index
    return len(cut)


def opening(cut: Sequence[Token], close: int) -> int:
    """The index of the bracket that the one at `close` closes, or 0."""
    depth = 0
    for index in range(close, -1, -1):
        depth += (cut[index].text == ")") - (cut[index].text == "(")
        if depth == 0:
            return index
    return 0
