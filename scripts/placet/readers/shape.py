"""Shapes: a `Node` and the `Field` that describes it in, a typed value and every fault with its own place out.

One mechanism serves the fixed formats (`placet/formats/*.yaml`) and the fields a register kind declares. Beyond the
types of `Field`, the fixed formats use: `map` (free keys matching `pattern`, values by `items`), `scalar` (true, false,
a number or text, as written), `data` (anything, as plain values) and `node` (handed on unread to another reader).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, TypeAlias

from placet.model import Field, Finding, Place
from placet.readers import scalars
from placet.readers.yaml import Node, clip

#: Names longer than this are quoted in part and compared with nothing.
GUESSED = 60

Marks: TypeAlias = dict[str, Place]


def shape(node: Node, field: Field, findings: list[Finding], marks: Marks | None = None, key: str = "") -> Any:
    """The typed value of `node`, or None when it is not what `field` declares; faults are added to `findings`.

    Objects come back as dicts that lack what was absent or faulty, lists as tuples. `marks` collects the place of every
    key by its path (`items[0].price`): a scalar's own place, a list's or mapping's key.
    """
    reader = _COMPOUND.get(field.type)
    if reader is not None:
        return reader(node, field, findings, marks, key)
    if field.type == "node":
        return node
    if field.type == "data":
        if marks is not None:
            mark_all(node, marks, key)
        return plain(node)
    if not isinstance(node.value, str):
        findings.append(Finding("FMT025", node.place, {"key": key}))
        return None
    return scalars.scalar(node.value, node, field, findings, key)


def plain(node: Node) -> Any:
    """The node as plain values: str, list, dict; unquoted `true`/`false` as bool, unquoted numbers as Decimal."""
    if isinstance(node.value, list):
        return [plain(item) for item in node.value]
    if isinstance(node.value, dict):
        return {key: plain(item) for key, item in node.value.items()}
    return scalars.as_written(node.value, node.plain)


def mark_all(node: Node, marks: Marks, key: str = "") -> None:
    """Mark every key and list item below `node` by its path."""
    if isinstance(node.value, list):
        for index, item in enumerate(node.value):
            marks[f"{key}[{index}]"] = item.place
            mark_all(item, marks, f"{key}[{index}]")
    elif isinstance(node.value, dict):
        for name, item in node.value.items():
            path = f"{key}.{name}" if key else name
            marks[path] = item.place if isinstance(item.value, str) else node.keys[name]
            mark_all(item, marks, path)


def unknown(codes: tuple[str, str], value: str, known: Iterable[str], place: Place, **args: str) -> Finding:
    """A name nobody knows: the first of `codes`, or the second where a near one is known, given as `guess`."""
    guesses = get_close_matches(value, sorted(known), n=1) if len(value) <= GUESSED else []
    if not guesses:
        return Finding(codes[0], place, {"value": clip(value), **args})
    return Finding(codes[1], place, {"value": value, "guess": guesses[0], **args})


def _object(node: Node, field: Field, findings: list[Finding], marks: Marks | None, key: str) -> Any:
    if not isinstance(node.value, dict):
        findings.append(Finding("FMT024", node.place, {"key": key or field.title}))
        return None
    values: dict[str, Any] = {}
    for name, item in node.value.items():
        known = field.properties.get(name)
        if known is None:
            findings.append(unknown(("FMT020", "FMT021"), name, field.properties, node.keys[name]))
            continue
        path = f"{key}.{name}" if key else name
        if marks is not None:
            marks[path] = item.place if isinstance(item.value, str) else node.keys[name]
        value = shape(item, known, findings, marks, path)
        if value is not None:
            values[name] = value
    for name, known in field.properties.items():
        if known.required and name not in node.value:
            findings.append(Finding("FMT022", node.place, {"key": name, "title": known.title}))
    return values


def _list(node: Node, field: Field, findings: list[Finding], marks: Marks | None, key: str) -> Any:
    if not isinstance(node.value, list) or field.items is None:
        findings.append(Finding("FMT023", node.place, {"key": key}))
        return None
    values = []
    for index, item in enumerate(node.value):
        path = f"{key}[{index}]"
        if marks is not None:
            marks[path] = item.place
        value = shape(item, field.items, findings, marks, path)
        if value is not None:
            values.append(value)
    return tuple(values)


def _map(node: Node, field: Field, findings: list[Finding], marks: Marks | None, key: str) -> Any:
    if not isinstance(node.value, dict) or field.items is None:
        findings.append(Finding("FMT024", node.place, {"key": key}))
        return None
    values: dict[str, Any] = {}
    for name, item in node.value.items():
        if field.pattern and not _pattern(field.pattern).fullmatch(name):
            words = {"value": clip(name), "key": key, "pattern": field.pattern}
            findings.append(Finding("FMT037", node.keys[name], words))
            continue
        path = f"{key}.{name}"
        if marks is not None:
            marks[path] = node.keys[name]
        value = shape(item, field.items, findings, marks, path)
        if value is not None:
            values[name] = value
    return values


_COMPOUND: Mapping[str, Callable[[Node, Field, list[Finding], Marks | None, str], Any]] = {
    "object": _object,
    "list": _list,
    "map": _map,
}

_pattern = lru_cache(maxsize=256)(re.compile)
