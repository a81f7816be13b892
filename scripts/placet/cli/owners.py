"""`placet owners`: CODEOWNERS from the posts, or its drift from them."""

from __future__ import annotations

from pathlib import Path

import click

from placet import messages
from placet.cli.session import Session, moment, open_cabinet, open_tree, tree_options
from placet.doors.owners import PATH, differing, written


@click.command()
@tree_options
@click.option("--check", "drift", is_flag=True, help="Only compare.")
@click.pass_context
def owners(context: click.Context, root: Path, rev: str | None, as_of: str | None, *, drift: bool) -> None:
    """Write CODEOWNERS from the posts."""
    session = context.ensure_object(Session)
    cabinet = open_cabinet(open_tree(root, rev))
    at = moment(cabinet, as_of)
    file = root / PATH
    if not drift:
        click.echo(written(cabinet, at, session.lang), nl=False)
        return
    text = file.read_text("utf-8", "replace") if file.is_file() else ""
    found = list(differing(cabinet, at, text))
    if found:
        click.echo(messages.say("DOR104", {"path": PATH, "count": str(len(found))}, session.lang))
        click.echo("\n".join(found))
        click.echo(messages.label("help", session.lang) + messages.help("DOR104", session.lang, {"path": PATH}))
        context.exit(1)
    click.echo(messages.say("DOR105", {"path": PATH}, session.lang))
