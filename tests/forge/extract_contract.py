"""Cuts GitHub's OpenAPI description down to the operations that the tests use, as JSON Schema.

    npm install @octokit/openapi
    python -m tests.forge.extract_contract node_modules/@octokit/openapi > tests/forge/contract.json

Prose, examples and what no listed operation refers to are left out; `nullable` of OpenAPI 3.0 becomes JSON Schema's own.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

OPERATIONS = (
    ("get", "/repos/{owner}/{repo}/pulls/{pull_number}"),
    ("get", "/repos/{owner}/{repo}/pulls/{pull_number}/reviews"),
    ("post", "/repos/{owner}/{repo}/pulls/{pull_number}/reviews"),
    ("put", "/repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}/dismissals"),
    ("get", "/repos/{owner}/{repo}/branches/{branch}/protection"),
    ("get", "/repos/{owner}/{repo}/rules/branches/{branch}"),
)
_PROSE = ("description", "example", "examples", "title", "externalDocs", "deprecated", "default", "nullable")
_SCHEMAS = "#/components/schemas/"


def contract(package: Path) -> dict[str, Any]:
    """The contract from an unpacked `@octokit/openapi`."""
    source = json.loads((package / "generated" / "api.github.com.json").read_bytes())
    told = json.loads((package / "package.json").read_bytes())
    schemas: dict[str, Any] = {}
    operations = [_operation(source, schemas, method, path) for method, path in OPERATIONS]
    return {
        "source": f"{told['name']} {told['version']}, GitHub's OpenAPI description, cut down",
        "license": (package / "LICENSE").read_text("utf-8").split("\n\nPermission", 1)[0].replace("\n\n", ", "),
        "operations": operations,
        "schemas": dict(sorted(schemas.items())),
    }


def _operation(source: dict[str, Any], schemas: dict[str, Any], method: str, path: str) -> dict[str, Any]:
    told = source["paths"][path][method]
    parameters = [_target(source, one) for one in told.get("parameters", ())]
    body = told.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    answers = {}
    for status, answer in told["responses"].items():
        content = _target(source, answer).get("content", {}).get("application/json")
        answers[status] = _plain(source, schemas, content["schema"]) if content else None
    return {
        "method": method.upper(),
        "path": path,
        "parameters": [
            {key: one[key] for key in ("name", "in", "required") if key in one}
            | {"schema": _plain(source, schemas, one["schema"])}
            for one in parameters
        ],
        "body": _plain(source, schemas, body) if body else None,
        "answers": answers,
    }


def _target(source: dict[str, Any], one: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in one:
        found: Any = source
        for key in one["$ref"].removeprefix("#/").split("/"):
            found = found[key]
        one = found
    return one


def _plain(source: dict[str, Any], schemas: dict[str, Any], told: Any) -> Any:
    """A schema without prose; what it refers to is added to `schemas`."""
    if isinstance(told, list):
        return [_plain(source, schemas, item) for item in told]
    if not isinstance(told, dict):
        return told
    if "$ref" in told:
        name = told["$ref"].removeprefix(_SCHEMAS)
        if name not in schemas:
            schemas[name] = None
            schemas[name] = _plain(source, schemas, _target(source, told))
        return {"$ref": f"#/schemas/{name}"}
    kept = {}
    for key, value in told.items():
        if key == "properties":
            kept[key] = {name: _plain(source, schemas, item) for name, item in value.items()}
        elif key not in _PROSE and not key.startswith("x-"):
            kept[key] = _plain(source, schemas, value)
    if told.get("nullable") is True:
        return {"anyOf": [kept, {"type": "null"}]}
    return kept


if __name__ == "__main__":
    json.dump(contract(Path(sys.argv[1])), sys.stdout, ensure_ascii=False, indent=None, separators=(",", ":"))
