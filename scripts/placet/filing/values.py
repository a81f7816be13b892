"""Values typed at a terminal, read as their field declares and written as strict YAML."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from placet.errors import UserError
from placet.filing.words import word
from placet.model import Field, Finding, Place, Unit
from placet.readers.scalars import scalar
from placet.readers.shape import shape
from placet.readers.yaml import Node, read

_BARE = re.compile(r"[A-Za-z一-鿿《“][A-Za-z0-9一-鿿《》〔〕（）“”、，。；：·—-]*")


def written_value(field: Field, typed: str, unit: Unit) -> str:
    """The YAML of a value typed at a terminal: a list as "a, b" or as YAML. Raises UserError as `draft` does."""
    typed_value(field, typed, unit)
    return yaml_text(field, _node(field, typed.strip()))


def typed_value(field: Field, typed: str, unit: Unit) -> Any:
    """A value typed at a terminal as its field declares it. Raises UserError as `draft` does."""
    findings: list[Finding] = []
    value = shape(_node(field, typed.strip()), field, findings, key=field.id)
    if findings:
        raise UserError(findings[0].code, **findings[0].args)
    for one, leaf in _leaves(field, value):
        _known_in_unit(one, leaf, unit)
    return value


def yaml_text(field: Field | None, node: Node) -> str:
    """A node as YAML on one line, quoting whatever another YAML reader might take for something else."""
    if isinstance(node.value, list):
        items = field.items if field else None
        return "[" + ", ".join(yaml_text(items, item) for item in node.value) + "]"
    if isinstance(node.value, dict):
        properties: Mapping[str, Field] = field.properties if field else {}
        pairs = (f"{key}: {yaml_text(properties.get(key), item)}" for key, item in node.value.items())
        return "{" + ", ".join(pairs) + "}"
    return _scalar(field.type if field else "text", node.value)


def _scalar(type_: str, text: str) -> str:
    if type_ in ("text", "choice", "time"):
        fits = not _surprises(text) and _BARE.fullmatch(text)
        return text if fits else json.dumps(text, ensure_ascii=False)
    return text


def _surprises(text: str) -> list[Finding]:
    """What the strict reader says against this text standing without quotes."""
    findings: list[Finding] = []
    scalar(text, Node(text, Place(""), plain=True), Field("", "", "text"), findings, "")
    return findings


def _node(field: Field, typed: str) -> Node:
    place = Place("--set", 1, 1)
    if field.type == "list" and not typed.startswith("["):
        parts = [part.strip() for part in re.split(r"[,，、]", typed) if part.strip()]
        return Node([Node(part, place, plain=_is_plain(field.items)) for part in parts], place)
    if field.type in ("list", "object"):
        node, findings = read(typed, "--set")
        if node is None or findings:
            code, words = (findings[0].code, findings[0].args) if findings else ("FMT024", {"key": field.id})
            raise UserError(code, **words)
        return node
    return Node(typed, place, plain=_is_plain(field))


def _is_plain(field: Field | None) -> bool:
    return field is not None and field.type == "boolean"


def _leaves(field: Field, value: Any) -> Iterator[tuple[Field, str]]:
    if isinstance(value, tuple) and field.items is not None:
        for item in value:
            yield from _leaves(field.items, item)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _leaves(field.properties[key], item)
    elif isinstance(value, str):
        yield field, value


def _known_in_unit(field: Field, value: str, unit: Unit) -> None:
    names: Mapping[str, str] | None = {
        "person": {person.id: person.name for person in unit.persons.values()},
        "post": {post.id: post.title for post in unit.posts.values()},
        "section": unit.sections,
        "body": {body.id: body.title for body in unit.bodies.values()},
    }.get(field.type)
    if names is None or value in names:
        return
    near = get_close_matches(value, names, n=1)
    words = {"title": field.title or word(field.type, "zh"), "value": value, "unit": unit.title}
    if near:
        raise UserError("CMD208", guess=near[0], name=names[near[0]], **words)
    raise UserError("CMD207", **words)
