"""Strict YAML: text in, `Node`s with line and column out.

YAML types nothing here: every scalar stays the text that was written, with a flag whether it stood without quotes, and
`shape` gives it the type its field declares. Refused are duplicate keys, anchors and aliases, tags, merge keys, tabs,
several documents, and nesting deeper than `DEPTH`. The parser's event stream is read in a loop, never by recursion, so
that a nesting bomb ends at the limit and an alias bomb at its first alias.
"""

from __future__ import annotations

import re
from typing import Any, TypeAlias

import msgspec
import yaml

from placet.model import Finding, Place
from placet.readers import characters

#: How deeply lists and mappings may be nested.
DEPTH = 32

NodeValue: TypeAlias = "str | list[Node] | dict[str, Node]"

_TAB = re.compile("\t")


class Node(msgspec.Struct):
    """A scalar's text, a list or a mapping, with the place it begins; `keys` are the places of a mapping's keys."""

    value: NodeValue
    place: Place
    plain: bool = False
    keys: dict[str, Place] = {}

    @property
    def mapping(self) -> dict[str, Node]:
        """The values of a mapping; nothing for a list or scalar."""
        return self.value if isinstance(self.value, dict) else {}

    @property
    def sequence(self) -> list[Node]:
        """The items of a list; nothing for a mapping or scalar."""
        return self.value if isinstance(self.value, list) else []


def read(text: str, path: str, first_line: int = 1) -> tuple[Node | None, list[Finding]]:
    """Read one YAML document that begins at `first_line` of the file `path`.

    Returns the top node (None when nothing could be read) and the findings FMT006–FMT013. A node handed back beside
    findings lacks what they refuse.
    """
    tab = _TAB.search(text)
    if tab:
        return None, [Finding("FMT007", place_at(text, tab.start(), path, first_line))]
    return _Composer(path, first_line).compose(text)


def place_at(text: str, index: int, path: str, first_line: int = 1) -> Place:
    """The place of the character at `index` of a text whose first line is `first_line` of the file."""
    start = text.rfind("\n", 0, index) + 1
    return Place(path, first_line + text.count("\n", 0, index), index - start + 1)


def clip(value: str, length: int = 60) -> str:
    """The value as a message quotes it: its first characters, with … for the rest."""
    return value if len(value) <= length else value[: length - 1] + "…"


class _Composer:
    """Builds nodes from parser events with a stack of its own."""

    def __init__(self, path: str, first_line: int) -> None:
        self.path = path
        self.first_line = first_line
        self.findings: list[Finding] = []
        self.top: Node | None = None
        self.stack: list[Node] = []
        self.pending: list[tuple[str, Place] | None] = []

    def compose(self, text: str) -> tuple[Node | None, list[Finding]]:
        parser = yaml.CBaseLoader(text)
        try:
            while self._take(parser.get_event()):
                pass
        except yaml.MarkedYAMLError as error:
            problem = str(error.problem or error.context or "")
            self._refuse("FMT008", self._place(error.problem_mark or error.context_mark), problem=problem)
            return None, self.findings
        except yaml.reader.ReaderError as error:
            # libyaml counts the bytes of UTF-8.
            index = len(text.encode()[: error.position].decode(errors="ignore"))
            place = place_at(text, index, self.path, self.first_line)
            self._refuse("FMT003", place, character=characters.named(text[index]))
            return None, self.findings
        finally:
            parser.dispose()
        return self.top, self.findings

    def _take(self, event: Any) -> bool:
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self._scalar(event)
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            return self._open(event, {} if kind is yaml.MappingStartEvent else [])
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self.stack.pop()
            self.pending.pop()
        elif kind is yaml.AliasEvent:
            return self._alias(event)
        elif kind is yaml.DocumentStartEvent:
            if event.explicit or event.version or event.tags:
                self._refuse("FMT013", self._place(event.start_mark))
                return False
        elif kind is yaml.StreamEndEvent:
            return False
        return True

    def _alias(self, event: Any) -> bool:
        place = self._place(event.start_mark)
        self._refuse("FMT010", place, mark=clip(f"*{event.anchor}"))
        if self._at_key:
            self.top = None
            return False
        self._put(Node("", place))
        return True

    @property
    def _at_key(self) -> bool:
        return bool(self.stack) and self.pending[-1] is None and isinstance(self.stack[-1].value, dict)

    def _scalar(self, event: Any) -> None:
        place = self._decorated(event)
        plain = not event.style
        if event.style == '"' and (hidden := characters.first(event.value)):
            # YAML 1.2.2 §5.7: an escape in double quotes can spell what the text itself may not contain.
            self._refuse(hidden[0], place, character=characters.named(event.value[hidden[1]]))
        if self._at_key:
            self._key(event.value, place, plain)
        else:
            self._put(Node(event.value, place, plain))

    def _open(self, event: Any, value: NodeValue) -> bool:
        place = self._decorated(event)
        if len(self.stack) >= DEPTH:
            self._refuse("FMT006", place, limit=str(DEPTH))
            self.top = None
            return False
        node = Node(value, place)
        if self._at_key:
            self._refuse("FMT012", place)
            self.top = None
            return False
        self._put(node)
        self.stack.append(node)
        self.pending.append(None)
        return True

    def _key(self, key: str, place: Place, plain: bool) -> None:
        mapping = self.stack[-1]
        if key == "<<" and plain:
            self._refuse("FMT011", place)
        elif key in mapping.keys:
            self._refuse("FMT009", place, related=(mapping.keys[key],), key=clip(key))
        self.pending[-1] = (key, place)

    def _put(self, node: Node) -> None:
        if not self.stack:
            self.top = node
            return
        parent = self.stack[-1].value
        if isinstance(parent, list):
            parent.append(node)
            return
        key, place = self.pending[-1] or ("", node.place)
        self.pending[-1] = None
        if isinstance(parent, dict) and key not in parent:
            parent[key] = node
            self.stack[-1].keys[key] = place

    def _decorated(self, event: Any) -> Place:
        place = self._place(event.start_mark)
        if event.anchor is not None:
            self._refuse("FMT010", place, mark=clip(f"&{event.anchor}"))
        if event.tag is not None:
            self._refuse("FMT014", place, tag=clip(str(event.tag)))
        return place

    def _place(self, mark: Any) -> Place:
        if mark is None:
            return Place(self.path, self.first_line, 1)
        return Place(self.path, mark.line + self.first_line, mark.column + 1)

    def _refuse(self, code: str, place: Place, related: tuple[Place, ...] = (), **args: str) -> None:
        self.findings.append(Finding(code, place, args, related=related))
