"""`placet check`: reads the cabinet, judges it and reports."""

from __future__ import annotations

import gc
from pathlib import Path

import click

from placet.cli.session import Session, open_frame, open_tree, tree_options
from placet.report import REPORTERS, of_tally
from placet.tree import WorkTree


@click.command()
@tree_options
@click.option("--staged", is_flag=True, help="Only judge what is about to be committed.")
@click.option("--format", "form", type=click.Choice(sorted(REPORTERS)), default="text")
@click.option("--cache/--no-cache", default=True, help="Use what the last check left in .placet/cache, and leave it.")
@click.pass_context
def check(
    context: click.Context, root: Path, rev: str | None, as_of: str | None, form: str, *, staged: bool, cache: bool
) -> None:
    """Read the cabinet, judge it and report."""
    session = context.ensure_object(Session)
    if staged:
        from placet.cli.hook import check_staged

        context.exit(check_staged(session, root))
    # Nothing here forms cycles, and the process ends soon: looking for them takes a fifth of a warm check.
    gc.disable()
    try:
        tree = open_tree(root, rev)
        if isinstance(tree, WorkTree):
            tree.begin()
        # Git is at work while these are loaded, and the office is.
        from placet.shards.check import check

        frame, at, past = open_frame(root, rev, as_of, tree)
        found = check(root, frame, at, past, kept=cache)
        report = of_tally(found, session.lang, tree.origin)
        click.echo(REPORTERS[form](report), nl=False)
    finally:
        gc.enable()
    context.exit(int(report.failed))
