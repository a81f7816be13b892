"""Registers for other programs and for the browser's tables: JSON, and rows that a page loads as a script.

`schemas.yaml` says what the JSON files hold; docs/reference/exports.md says it in words.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from importlib import resources
from typing import Any

import msgspec
import yaml

from placet.model import Register
from placet.pages.facts import Facts
from placet.pages.links import HOME, href, record_page, register_file, register_page, year_page
from placet.pages.register import drafts, filed, years
from placet.pages.register_table import all_columns, of_register, state
from placet.pages.view import View

#: Raised when a key changes its meaning or goes; new keys may come at any time.
SCHEMA_VERSION = 2


def schemas() -> Mapping[str, dict[str, Any]]:
    """Return the JSON Schema of each kind of JSON file on the site, by name."""
    text = resources.files("placet.exports").joinpath("schemas.yaml").read_text("utf-8")
    found: Mapping[str, dict[str, Any]] = yaml.safe_load(text)
    return found


def index(view: View) -> bytes:
    """Return the list of all registers as JSON; addresses are seen from the site's root."""
    registers = [_listed(view, register) for _, register in sorted(view.cabinet.registers.items())]
    return _json(view, {"title": view.cabinet.config.title, "registers": registers}, registers)


def as_json(view: View, register: Register, found: Sequence[Facts]) -> bytes:
    """Return a register's records as JSON, a line for each: by year and number, then the drafts."""
    ids = [column.id for column in all_columns(view, register)[:-1]]
    columns = [
        {"id": column.id, "title": column.title, "form": column.form} for column in all_columns(view, register)[:-1]
    ]
    records = [_record(one, ids) for one in (*filed(found), *drafts(found))]
    return _json(view, {**_named(view, register), "columns": columns, "records": records}, records)


def as_script(register: Register, year: str, found: Sequence[Facts]) -> bytes:
    """Return the rows of one year of a register as a script that hands them to the page's table.

    A row is the address of the record's page, seen from the register's, its cells, and its state.
    """
    source = register_page(register)
    rows = (_line([href(source, record_page(one.card)), *one.cells, state(one)]) for one in found)
    body = ",\n".join(rows)
    return f"placetRows({_line(f'{register.path}/{year}')}, [\n{body}\n]);\n".encode()


def _line(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _json(view: View, value: dict[str, Any], lines: Sequence[dict[str, Any]]) -> bytes:
    """A JSON object whose last member is a list with one line for each of its items."""
    *_, last = value
    head = {"schema_version": SCHEMA_VERSION, "as_of": view.today.isoformat(), **value, last: []}
    opened = json.dumps(head, ensure_ascii=False, indent=1).removesuffix("]\n}")
    body = ",\n".join(f"  {_line(one)}" for one in lines)
    return f"{opened}\n{body}\n ]\n}}\n".encode()


def _named(view: View, register: Register) -> dict[str, Any]:
    return {
        "register": register.path,
        "title": register.title,
        "kind": view.cabinet.kinds[register.kind].title,
        "unit": view.cabinet.units[register.unit].title,
        "address": href(HOME, register_page(register)),
    }


def _listed(view: View, register: Register) -> dict[str, Any]:
    found = of_register(view, register)
    return {
        **_named(view, register),
        "filed": len(filed(found)),
        "drafts": len(drafts(found)),
        "years": [
            {
                "year": year,
                "address": href(HOME, year_page(register, year)),
                "filed": len(filed(found, year)),
                "files": {ending: href(HOME, register_file(register, ending, year)) for ending in ("csv", "xlsx")},
            }
            for year in years(found)
        ],
        "files": {ending: href(HOME, register_file(register, ending)) for ending in ("json", "csv")},
    }


def _record(one: Facts, ids: Sequence[str]) -> dict[str, Any]:
    card = one.card
    return {
        "id": card.id,
        "number": card.name or None,
        "year": None if card.is_draft else card.year,
        "running": card.number,
        "title": card.title,
        "day": card.day.isoformat() if card.day else None,
        "state": state(one),
        "annulled": card.annulled or None,
        "address": href(HOME, record_page(card)),
        "cells": dict(zip(ids, one.cells, strict=True)),
    }
