"""`placet new`: makes a draft, asking for its fields on a terminal or taking them from `--set`."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TextIO

import click

from placet import messages
from placet.cli.failure import explain_mistake
from placet.cli.session import Session, moment, open_cabinet, open_tree, root_option
from placet.errors import UserError
from placet.filing import regulation
from placet.filing.new import comment, draft, fields, identifier, register_named, write
from placet.filing.values import written_value
from placet.model import Cabinet, Field, Register


@click.command()
@root_option
@click.option("--set", "pairs", multiple=True, metavar="FIELD=VALUE", help="Fill in a field; may be given often.")
@click.option("--slug", default="", help="The draft's file name instead of its id.")
@click.option("--text", type=click.File(encoding="utf-8"), help="A file with the text; - for standard input.")
@click.argument("register", metavar="REGISTER|KIND|regulation")
@click.pass_obj
def new(session: Session, root: Path, register: str, pairs: tuple[str, ...], slug: str, text: TextIO | None) -> None:
    """Make a draft, or the file of a regulation."""
    tree = open_tree(root, None)
    cabinet = open_cabinet(tree)
    values = _given(pairs)
    body = text.read() if text else ""
    if register == regulation.NAME:
        made = regulation.draft(tree, cabinet, values, slug, body)
        write(root, made)
        _say(session, "CMD263", {"path": made.path})
        return
    found = register_named(cabinet, register)
    draft(cabinet, found, values, "", slug)
    if sys.stdin.isatty() and not pairs:
        values = _asked(cabinet, found, session.lang)
    made = draft(cabinet, found, values, identifier(cabinet, moment(cabinet, None).year), slug, body)
    write(root, made)
    _say(session, "CMD230", _next(cabinet, found, made.path, made.id))
    missing = [
        field.title for key, field in fields(cabinet.kinds[found.kind]).items() if _is_missing(key, field, values)
    ]
    if missing:
        _say(session, "CMD210", {"fields": "、".join(missing)})


def _given(pairs: tuple[str, ...]) -> dict[str, str]:
    values: dict[str, str] = {}
    for pair in pairs:
        key, sign, value = pair.partition("=")
        if not sign or not key:
            raise UserError("CMD211", text=pair)
        values[key.strip()] = value
    return values


def _asked(cabinet: Cabinet, register: Register, lang: str) -> dict[str, str]:
    """Each field in turn; Enter leaves an optional one out, and a wrong value is asked for again."""
    unit = cabinet.units[register.unit]
    values: dict[str, str] = {}
    for key, field in fields(cabinet.kinds[register.kind]).items():
        while True:
            default = None if field.required and key != "classification" else ""
            typed = str(click.prompt(comment(field), default=default, show_default=False, err=True)).strip()
            if not typed:
                break
            try:
                written_value(field, typed, unit)
            except UserError as error:
                click.echo(explain_mistake(error, lang), err=True)
                continue
            values[key] = typed
            break
    return values


def _is_missing(key: str, field: Field, values: Mapping[str, str]) -> bool:
    return field.required and key != "classification" and not values.get(key, "").strip()


def _next(cabinet: Cabinet, register: Register, path: str, identifier: str) -> dict[str, str]:
    first = next(iter(cabinet.kinds[register.kind].acts.values()), None)
    act, title = (first.id, first.title) if first else ("—", "—")
    return {"path": path, "id": identifier, "act": act, "title": title}


def _say(session: Session, code: str, words: Mapping[str, str]) -> None:
    click.echo(messages.say(code, words, session.lang))
    click.echo(f"  {messages.help(code, session.lang, words)}")
