"""JSON Schema (draft 2020-12) of every file format and of the records of each kind, with Chinese titles.

Made from the very declarations the readers use. A schema cannot say all they do (quotes, places, names that must exist
in the unit): what it refuses they refuse too, not the other way round.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from placet.model import Cabinet, Field
from placet.readers import scalars
from placet.readers.formats import FILES, PARTS, fixed
from placet.readers.record import form_of
from placet.readers.who import RELATIONS

DIALECT = "https://json-schema.org/draft/2020-12/schema"

Schema: TypeAlias = dict[str, Any]


def schemas(cabinet: Cabinet) -> dict[str, Schema]:
    """Name → schema: each fixed format by its own name, each kind's records as `record-<kind>`."""
    found = {name: of_format(name) for name in FILES}
    for kind in sorted(cabinet.kinds.values(), key=lambda kind: kind.id):
        found[f"record-{kind.id}"] = _document(form_of(kind), kind.title)
    return found


def of_format(name: str) -> Schema:
    """The schema of one of the fixed formats (`placet.readers.formats.FILES`). Raises FileNotFoundError otherwise."""
    field = fixed(name)
    return _document(field, field.title)


def _document(field: Field, title: str) -> Schema:
    schema: Schema = {"$schema": DIALECT, "title": title, **_object(field)}
    defs = _definitions(_references(schema))
    return {**schema, "$defs": defs} if defs else schema


def _definitions(wanted: set[str]) -> dict[str, Schema]:
    """The parts that a schema refers to, and those that they refer to."""
    made: dict[str, Schema] = {}
    while missing := sorted(wanted - made.keys()):
        for name in missing:
            made[name] = _PARTS[name]()
            wanted |= _references(made[name])
    return dict(sorted(made.items()))


def _references(schema: Any) -> set[str]:
    if isinstance(schema, list):
        return set().union(*map(_references, schema)) if schema else set()
    if not isinstance(schema, dict):
        return set()
    own = {schema["$ref"].rpartition("/")[2]} if isinstance(schema.get("$ref"), str) else set()
    return own.union(*map(_references, schema.values()))


def of_field(field: Field) -> Schema:
    """The schema of one field's value."""
    schema: Schema = {"title": field.title} if field.title else {}
    if field.note:
        schema["description"] = field.note
    return {**schema, **_TYPES[field.type](field)}


def _object(field: Field) -> Schema:
    required = [name for name, item in field.properties.items() if item.required]
    return {
        "type": "object",
        "properties": {name: of_field(item) for name, item in field.properties.items()},
        **({"required": required} if required else {}),
        "additionalProperties": False,
    }


def _map(field: Field) -> Schema:
    names = {"propertyNames": {"pattern": _whole(field.pattern)}} if field.pattern else {}
    return {"type": "object", **names, "additionalProperties": of_field(_items(field))}


def _list(field: Field) -> Schema:
    return {"type": "array", "items": of_field(_items(field))}


def _items(field: Field) -> Field:
    if field.items is None:
        raise ValueError(f"{field.id}: no items")
    return field.items


def _text(field: Field) -> Schema:
    return {
        "type": "string",
        **({"pattern": _whole(field.pattern)} if field.pattern else {}),
        **({"minLength": 1} if field.required else {}),
    }


def _choice(field: Field) -> Schema:
    if not field.choice_titles:
        return {"enum": list(field.choices)}
    titles = field.choice_titles
    return {"oneOf": [{"const": one, "title": titles.get(one, one)} for one in field.choices]}


def _number(field: Field) -> Schema:
    bounds = {"minimum": field.minimum, "maximum": field.maximum}
    number = {"type": "number", **{key: _plain(bound) for key, bound in bounds.items() if bound is not None}}
    pattern = scalars.MONEY if field.type == "money" else scalars.NUMBER
    return {"anyOf": [number, {"type": "string", "pattern": _whole(pattern.pattern)}]}


def _plain(bound: Any) -> int | float:
    return int(bound) if bound == bound.to_integral_value() else float(bound)


def _form(pattern: str, **more: str) -> Callable[[Field], Schema]:
    return lambda _: {"type": "string", "pattern": _whole(pattern), **more}


def _whole(pattern: str) -> str:
    return f"^(?:{pattern})$"


def _part(name: str) -> Callable[[], Schema]:
    return lambda: {"title": fixed(name).title, **_object(fixed(name))}


def _names() -> Schema:
    name: Schema = {"type": "string", "pattern": _whole(scalars.NAME.pattern)}
    return {"anyOf": [name, {"type": "array", "items": name, "minItems": 1}]}


def _who() -> Schema:
    named: Schema = {"type": "string", "minLength": 1}
    by_field = {"type": "object", "properties": {"field": named}, "required": ["field"], "additionalProperties": False}
    relations = {relation: {"anyOf": [named, by_field]} for relation in RELATIONS}
    one = {"type": "object", "properties": relations, "minProperties": 1, "maxProperties": 1}
    one["additionalProperties"] = False
    return {"anyOf": [named, one, {"type": "array", "items": {"$ref": "#/$defs/who"}}]}


_NAME = _form(scalars.NAME.pattern)
_TYPES: Mapping[str, Callable[[Field], Schema]] = {
    "object": _object,
    "map": _map,
    "list": _list,
    "text": _text,
    "choice": _choice,
    "number": _number,
    "money": _number,
    "boolean": lambda _: {"type": "boolean"},
    "date": _form(scalars.DATE.pattern, format="date"),
    "datetime": _form(scalars.DATETIME.pattern, format="date-time"),
    "time": _form(scalars.TIME.pattern),
    "record": _form(scalars.RECORD.pattern),
    "name": _NAME,
    "person": _NAME,
    "post": _NAME,
    "section": _NAME,
    "body": _NAME,
    "scalar": lambda _: {"type": ["string", "number", "boolean"]},
    "data": lambda _: {},
    "node": lambda field: {"$ref": f"#/$defs/{field.register}"},
}
_PARTS: Mapping[str, Callable[[], Schema]] = {
    **{name: _part(name) for name in PARTS},
    "names": _names,
    "who": _who,
    "data": lambda: {"type": "object"},
}
