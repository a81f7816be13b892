"""`placet impact`: what an amendment would do, before it is adopted."""

from __future__ import annotations

from pathlib import Path

import click

from placet.cli.session import Session, moment, open_cabinet, root_option
from placet.git import GitTree


@click.command()
@root_option
@click.option("--base", required=True, metavar="REV", help="The revision in force.")
@click.option("--head", required=True, metavar="REV", help="The proposed revision.")
@click.option("--as-of", metavar="DAY", help="Judge as of this day or moment (ISO 8601) instead of now.")
@click.option("--format", "form", type=click.Choice(["json", "markdown", "text"]), default="text")
@click.pass_context
def impact(context: click.Context, *, root: Path, base: str, head: str, as_of: str | None, form: str) -> None:
    """Tell what an amendment would do."""
    from placet.impact import data, text
    from placet.impact.study import study

    lang = context.ensure_object(Session).lang
    trees = GitTree(root, base), GitTree(root, head)
    old, new = (open_cabinet(tree) for tree in trees)
    found = study(old, new, moment(old, as_of), (trees[0].origin, trees[1].origin))
    writers = {"json": data.write, "markdown": text.markdown, "text": text.write}
    click.echo(writers[form](found, lang), nl=False)
    context.exit(int(bool(found.faults)))
