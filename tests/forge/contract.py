"""Whether requests and answers keep to GitHub's own description of its API (`contract.json`)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from jsonschema import Draft202012Validator, FormatChecker

_FILE = Path(__file__).parent / "contract.json"
_FORMATS = FormatChecker(())
_NUMBER = re.compile(r"-?[0-9]+")


@_FORMATS.checks("date-time", ValueError)
def _is_moment(value: object) -> bool:
    """Whether a text is a moment of RFC 3339, as GitHub writes it."""
    return not isinstance(value, str) or datetime.strptime(value, "%Y-%m-%dT%H:%M:%S%z").tzinfo is not None


class ContractError(AssertionError):
    """A request or an answer that GitHub's description does not allow."""


@cache
def contract() -> dict[str, Any]:
    """The contract."""
    loaded: dict[str, Any] = json.loads(_FILE.read_bytes())
    return loaded


def check_request(method: str, target: str, body: Any) -> None:
    """Refuses a request to an unknown operation, or whose parameters or body are not as described."""
    operation, named = _operation(method, urlsplit(target).path)
    query = dict(parse_qsl(urlsplit(target).query, strict_parsing=bool(urlsplit(target).query)))
    declared = {(one["in"], one["name"]): one for one in operation["parameters"]}
    for place, values in (("path", named), ("query", query)):
        for name, value in values.items():
            if (place, name) not in declared:
                raise ContractError(f"{method} {target}: no {place} parameter {name}")
            number = int(value) if _NUMBER.fullmatch(value) else value
            _check(number, declared[place, name]["schema"], f"{method} {target} {name}")
    if operation["body"] is None:
        if body is not None:
            raise ContractError(f"{method} {target}: takes no body")
    else:
        _check(body, operation["body"], f"{method} {target} body")
        unknown = set(body) - set(operation["body"]["properties"])
        if unknown:
            raise ContractError(f"{method} {target} body: unknown {sorted(unknown)}")


def check_answer(method: str, target: str, status: int, body: Any) -> None:
    """Refuses an answer whose status or content is not as described."""
    operation, _ = _operation(method, urlsplit(target).path)
    if str(status) not in operation["answers"]:
        raise ContractError(f"{method} {target}: no status {status}")
    schema = operation["answers"][str(status)]
    if schema is not None:
        _check(body, schema, f"{method} {target} {status}")


def smallest(name: str) -> Any:
    """The smallest thing that a schema of the contract allows: what is required, as empty as may be."""
    return _smallest({"$ref": f"#/schemas/{name}"})


def _operation(method: str, path: str) -> tuple[Mapping[str, Any], dict[str, str]]:
    for operation in contract()["operations"]:
        pattern = re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/]+)", re.escape(operation["path"]))
        match = re.fullmatch(pattern, path)
        if match and operation["method"] == method:
            return operation, match.groupdict()
    raise ContractError(f"{method} {path}: no such operation")


def _check(value: Any, schema: Mapping[str, Any], where: str) -> None:
    whole = {**schema, "schemas": contract()["schemas"]}
    validator = Draft202012Validator(whole, format_checker=_FORMATS)
    faults = sorted(validator.iter_errors(value), key=lambda one: one.json_path)
    if faults:
        raise ContractError(f"{where} {faults[0].json_path}: {faults[0].message[:200]}")


def _smallest(schema: Mapping[str, Any]) -> Any:
    if "$ref" in schema:
        return _smallest(contract()["schemas"][schema["$ref"].removeprefix("#/schemas/")])
    if "enum" in schema:
        return schema["enum"][0]
    for key in ("anyOf", "oneOf"):
        if key in schema:
            return None if {"type": "null"} in schema[key] else _smallest(schema[key][0])
    if "allOf" in schema:
        return _smallest(schema["allOf"][0])
    kind = schema.get("type", "object")
    if kind == "object":
        return {name: _smallest(schema["properties"][name]) for name in schema.get("required", ())}
    texts = {"uri": "https://forge.invalid/", "date-time": "2024-01-01T00:00:00Z"}
    text = texts.get(schema.get("format", ""), "")
    return {"string": text, "integer": 1, "number": 1, "boolean": False, "array": []}[kind]
