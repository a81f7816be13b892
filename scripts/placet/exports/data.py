"""Registers for other programs: `registers.json` names them all, and each has a file of its records."""

from __future__ import annotations

import json
from typing import Any

from placet.model import Register, Status
from placet.pages.card import Card
from placet.pages.links import HOME, REGISTERS_DATA, href, record_page, register_file, register_page
from placet.pages.register import years
from placet.pages.verdicts import counts
from placet.pages.view import View

#: Raised when a key changes its meaning or goes; new keys may come at any time.
SCHEMA_VERSION = 1


def data(view: View) -> dict[str, bytes]:
    """Return the list of registers and each register's records as JSON; addresses are seen from the site's root."""
    registers = [register for _, register in sorted(view.cabinet.registers.items())]
    listed = {"title": view.cabinet.config.title, "registers": [_listed(view, register) for register in registers]}
    files = {REGISTERS_DATA: _json(view, listed)}
    for register in registers:
        records = [_record(view, record) for record in view.by_register[register.path]]
        files[register_file(register, "json")] = _json(view, {**_named(view, register), "records": records})
    return files


def _json(view: View, value: dict[str, Any]) -> bytes:
    head = {"schema_version": SCHEMA_VERSION, "as_of": view.as_of.isoformat()}
    return (json.dumps({**head, **value}, ensure_ascii=False, indent=1) + "\n").encode()


def _named(view: View, register: Register) -> dict[str, Any]:
    return {
        "register": register.path,
        "title": register.title,
        "kind": view.cabinet.kinds[register.kind].title,
        "unit": view.cabinet.units[register.unit].title,
        "address": href(HOME, register_page(register)),
    }


def _listed(view: View, register: Register) -> dict[str, Any]:
    records = view.by_register[register.path]
    return {
        **_named(view, register),
        "filed": sum(not record.is_draft for record in records),
        "drafts": sum(record.is_draft for record in records),
        "years": years(records)[::-1],
        "files": {ending: href(HOME, register_file(register, ending)) for ending in ("json", "csv", "xlsx")},
    }


def _record(view: View, record: Card) -> dict[str, Any]:
    judged = counts(view.verdicts.get(record.path, ()))
    return {
        "id": record.id,
        "number": record.name or None,
        "title": record.title,
        "day": record.day.isoformat() if record.day else None,
        "annulled": record.annulled or None,
        "address": href(HOME, record_page(record)),
        "verdicts": {status.value: judged[status.value] for status in Status if status is not Status.NOT_APPLICABLE},
    }
