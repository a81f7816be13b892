"""YAML as people write it every day, read line by line: what libyaml would give, in a fifth of its time.

Taken are block mappings and lists by their indentation, flow lists and mappings on one line, and scalars on one line,
plain or in quotes without escapes. Of anything else nothing is said: the strict reader reads the same text again, and
finds the words for what is wrong. Depends on YAML 1.1 as libyaml 0.2.5 has it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from placet.model import Finding, Place
from placet.readers import yaml
from placet.readers.yaml import Node, NodeValue

#: How deeply lists and mappings may be nested here.
_DEPTH = 16
_KEY = r"[A-Za-z0-9_][A-Za-z0-9_/.-]{0,99}"
_LINE = re.compile(rf"({_KEY}):(?: +(.+))?")
_ITEM = re.compile(r"- +(.+)")
_FLOW_KEY = re.compile(rf"({_KEY}): +")
_FLOW_SCALAR = re.compile(
    r"""(?:[^\s,\[\]{}:?\#&*!|>'"%@`-]|-(?=[0-9]))(?:[^,\[\]{}:?\#'"]|(?<=\w):(?=\w))*(?<!\ )"""
    r"""|"(?:[^"\\]*)"|'(?:[^']*)'(?!')""",
    re.VERBOSE,
)
_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@` ")


class _UnsureError(Exception):
    """The text has something that is not taken here."""


def read(text: str, path: str, first_line: int = 1) -> tuple[Node | None, list[Finding]]:
    """As `yaml.read`, for a text in which no character is refused by `characters.first`."""
    try:
        return _Text(text, path, first_line).node(), []
    except _UnsureError:
        return yaml.read(text, path, first_line)


class _Text:
    """The lines that say something: for each its number, how far it is indented, and what it says."""

    def __init__(self, text: str, path: str, first_line: int) -> None:
        if "\t" in text or "\r" in text:
            raise _UnsureError
        self.path = path
        self.lines: list[int] = []
        self.indents: list[int] = []
        self.words: list[str] = []
        for number, line in enumerate(text.split("\n"), first_line):
            words = line.lstrip(" ")
            if words and words[0] != "#":
                self.lines.append(number)
                self.indents.append(len(line) - len(words))
                self.words.append(words)
        self.at = 0

    def node(self) -> Node:
        if not self.words:
            raise _UnsureError
        node = self._block(0)
        if self.at < len(self.words):
            raise _UnsureError
        return node

    def _place(self, column: int) -> Place:
        return Place(self.path, self.lines[self.at], column + 1)

    def _block(self, depth: int) -> Node:
        if depth > _DEPTH:
            raise _UnsureError
        return (self._items if self.words[self.at].startswith("- ") else self._mapping)(depth)

    def _mapping(self, depth: int) -> Node:
        indent, place = self.indents[self.at], self._place(self.indents[self.at])
        values: dict[str, Node] = {}
        keys: dict[str, Place] = {}
        while self._goes_on(indent):
            found = _LINE.fullmatch(self.words[self.at])
            if found is None:
                raise _UnsureError
            key, rest = found.groups()
            if key in keys:
                raise _UnsureError
            keys[key] = Place(self.path, self.lines[self.at], indent + 1)
            if rest is not None:
                values[key] = self._inline(rest, indent + found.start(2), depth)
                self.at += 1
            else:
                self._down(indent)
                values[key] = self._block(depth + 1)
        return Node(values, place, keys=keys)

    def _down(self, indent: int) -> None:
        """To the line below, on which a key's list or mapping begins; a list may be indented no more than its key."""
        self.at += 1
        below = self.indents[self.at] if self.at < len(self.words) else -1
        if below < indent or (below == indent and not self.words[self.at].startswith("- ")):
            raise _UnsureError

    def _items(self, depth: int) -> Node:
        indent, place = self.indents[self.at], self._place(self.indents[self.at])
        values: list[Node] = []
        while self._goes_on(indent) and self.words[self.at][0] == "-":
            found = _ITEM.fullmatch(self.words[self.at])
            if found is None or found[1][0] == "-":
                raise _UnsureError
            inner = indent + found.start(1)
            if _LINE.fullmatch(found[1]):
                # A mapping that begins on the item's own line.
                self.indents[self.at], self.words[self.at] = inner, found[1]
                values.append(self._block(depth + 1))
            else:
                values.append(self._inline(found[1], inner, depth))
                self.at += 1
        return Node(values, place)

    def _goes_on(self, indent: int) -> bool:
        """Whether the next line belongs to the block that is indented so far; more than that is not taken here."""
        if self.at == len(self.words) or self.indents[self.at] < indent:
            return False
        if self.indents[self.at] > indent:
            raise _UnsureError
        return True

    def _inline(self, words: str, column: int, depth: int) -> Node:
        """The value that is the rest of a line."""
        first = words[0]
        if first not in _INDICATORS or (first == "-" and words[1:2].isdecimal()):
            if ": " in words or " #" in words or words[-1] in ": ":
                raise _UnsureError
            return Node(words, Place(self.path, self.lines[self.at], column + 1), True)
        node, end = self._flow(words, 0, column, depth)
        if end != len(words):
            raise _UnsureError
        return node

    def _flow(self, words: str, start: int, column: int, depth: int) -> tuple[Node, int]:
        """What begins at `start` within brackets or quotes, and where it ends; the words begin at a column."""
        first = words[start : start + 1]
        if first in ("[", "{") and first:
            if depth > _DEPTH:
                raise _UnsureError
            return (self._flow_list if first == "[" else self._flow_mapping)(words, start, column, depth + 1)
        found = _FLOW_SCALAR.match(words, start)
        if found is None:
            raise _UnsureError
        value, plain = (found[0], True) if first not in ("'", '"') else (found[0][1:-1], False)
        return Node(value, self._place(column + start), plain), found.end()

    def _flow_list(self, words: str, start: int, column: int, depth: int) -> tuple[Node, int]:
        values: list[Node] = []

        def item(at: int) -> int:
            node, end = self._flow(words, at, column, depth)
            values.append(node)
            return end

        return self._flowing(words, start, column, "]", values, {}, item)

    def _flow_mapping(self, words: str, start: int, column: int, depth: int) -> tuple[Node, int]:
        values: dict[str, Node] = {}
        keys: dict[str, Place] = {}

        def item(at: int) -> int:
            found = _FLOW_KEY.match(words, at)
            if found is None or found[1] in keys:
                raise _UnsureError
            keys[found[1]] = self._place(column + at)
            values[found[1]], end = self._flow(words, found.end(), column, depth)
            return end

        return self._flowing(words, start, column, "}", values, keys, item)

    def _flowing(
        self,
        words: str,
        start: int,
        column: int,
        close: str,
        values: NodeValue,
        keys: dict[str, Place],
        item: Callable[[int], int],
    ) -> tuple[Node, int]:
        """The items between two brackets, with commas between them."""
        at = _past_spaces(words, start + 1)
        while words[at : at + 1] != close:
            at = _past_spaces(words, item(at))
            if words[at : at + 1] == ",":
                at = _past_spaces(words, at + 1)
                if words[at : at + 1] == close:
                    raise _UnsureError
            elif words[at : at + 1] != close:
                raise _UnsureError
        return Node(values, self._place(column + start), keys=keys), at + 1


def _past_spaces(words: str, at: int) -> int:
    while words[at : at + 1] == " ":
        at += 1
    return at
