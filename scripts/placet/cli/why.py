"""`placet why`: the manual page of a message, a rule in plain words, or how a record was judged."""

from __future__ import annotations

from pathlib import Path

import click

from placet import messages
from placet.cli.session import Session, open_cabinet, open_judged, open_tree, tree_options
from placet.errors import UserError
from placet.report import explain
from placet.rules.compile import rulebook


@click.command()
@tree_options
@click.argument("subject", metavar="CODE|RULE|RECORD")
@click.pass_context
def why(context: click.Context, root: Path, rev: str | None, as_of: str | None, subject: str) -> None:
    """Explain a message, a rule or a record."""
    lang = context.ensure_object(Session).lang
    if subject in messages.codes():
        click.echo(messages.page(subject, lang), nl=False)
        return
    cabinet = open_cabinet(open_tree(root, rev))
    rules = explain.rules_named(cabinet, subject)
    record = explain.record_named(cabinet, subject)
    if record is not None:
        _, cabinet, outcome = open_judged(root, rev, as_of)
        click.echo(explain.record_page(cabinet, outcome, record, lang), nl=False)
    elif rules:
        book = rulebook(cabinet)
        click.echo("\n".join(explain.rule_page(*found, book, lang) for found in rules), nl=False)
    else:
        raise UserError("CLI003", subject=subject)
