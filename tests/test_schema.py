"""The exported JSON Schemas: valid, complete, with Chinese titles, and taking what the readers take."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from placet.cabinet import load
from placet.model import Cabinet
from placet.readers import slip
from placet.readers.formats import FILES
from placet.schema import of_format, schemas
from placet.tree import MemoryTree
from tests.test_readers import RECORD, files, line

RECORDS = Path(__file__).parent.parent / "records"
GOOD = {
    "cabinet": "records/cabinet.yaml",
    "unit": "records/bureau/unit.yaml",
    "people": "records/bureau/people.yaml",
    "kind": "records/registers/outgoing.yaml",
    "register": "records/bureau/outgoing/register.yaml",
}


class Dated(yaml.SafeLoader):
    """YAML as editors see it: dates stay text."""


Dated.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def parsed(text: str | bytes) -> Any:
    return yaml.load(text, Dated)


def faults(schema: dict[str, Any], data: Any) -> list[str]:
    return [error.message for error in Draft202012Validator(schema).iter_errors(data)]


@pytest.fixture(scope="module")
def cabinet() -> Cabinet:
    return load(MemoryTree(files()))


def test_every_format_and_kind_has_a_valid_schema(cabinet: Cabinet) -> None:
    found = schemas(cabinet)
    assert list(found) == [*FILES, "record-outgoing"]
    for schema in found.values():
        Draft202012Validator.check_schema(schema)
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        assert re.search("[一-鿿]", schema["title"])


@pytest.mark.parametrize(("name", "path"), GOOD.items())
def test_what_the_readers_take_the_schemas_take(name: str, path: str) -> None:
    assert faults(of_format(name), parsed(files()[path])) == []


def test_records_of_a_kind(cabinet: Cabinet) -> None:
    schema = schemas(cabinet)["record-outgoing"]
    head = RECORD.split("---\n")[1]
    assert faults(schema, parsed(head)) == []
    assert faults(schema, parsed(head.replace("genre: 通知", "genre: 通告"))) == ["'通告' is not one of ['通知', '函']"]
    assert faults(schema, parsed(head.replace("genre: 通知\n", ""))) == ["'genre' is a required property"]
    assert faults(schema, parsed(head + "colour: red\n")) == [
        "Additional properties are not allowed ('colour' was unexpected)"
    ]
    assert schema["properties"]["genre"] == {"title": "文种", "enum": ["通知", "函"]}


def test_slip_lines() -> None:
    schema = of_format("slip")
    assert faults(schema, parsed(line())) == []
    assert faults(schema, parsed(line(by="Zhou"))) == ["'Zhou' does not match '^(?:[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*)$'"]
    _, _, findings = slip.read(line(by="Zhou").encode(), "s", None)
    assert [finding.code for finding in findings] == ["FMT039"]


def test_recursive_fields_are_defined_once() -> None:
    schema = of_format("kind")
    assert list(schema["$defs"]) == ["field", "who"]
    assert schema["properties"]["fields"]["additionalProperties"] == {"$ref": "#/$defs/field"}
    assert schema["$defs"]["field"]["properties"]["items"] == {"title": "每一项", "$ref": "#/$defs/field"}


def test_regulations_and_their_rules() -> None:
    rule = {"id": "a", "article": 1, "says": "甲", "on": ["x"], "demand": {"complete": ["b"]}, "examples": []}
    head = {"title": "甲", "id": "a", "unit": "b", "in-force": "2024-01-01", "adopted": {"by": "c"}, "rules": [rule]}
    assert faults(of_format("regulation"), head) == []
    wrong = {**head, "rules": [{**rule, "expect": "met"}]}
    assert faults(of_format("regulation"), wrong) == ["Additional properties are not allowed ('expect' was unexpected)"]


@pytest.mark.parametrize(
    ("name", "pattern"),
    [
        ("cabinet", "cabinet.yaml"),
        ("unit", "*/unit.yaml"),
        ("kind", "registers/*.yaml"),
        ("calendar", "calendar/*.yaml"),
        ("register", "*/*/register.yaml"),
    ],
)
def test_the_sample_follows_the_schemas(name: str, pattern: str) -> None:
    paths = sorted(RECORDS.glob(pattern))
    assert paths
    assert [(path.name, faults(of_format(name), parsed(path.read_bytes()))) for path in paths] == [
        (path.name, []) for path in paths
    ]
