"""`placet check`: reads the cabinet, judges it and reports."""

from __future__ import annotations

from pathlib import Path

import click

from placet.cli.session import Session, open_judged, tree_options
from placet.report import REPORTERS, report_of


@click.command()
@tree_options
@click.option("--format", "form", type=click.Choice(sorted(REPORTERS)), default="text")
@click.pass_context
def check(context: click.Context, root: Path, rev: str | None, as_of: str | None, form: str) -> None:
    """Read the cabinet, judge it and report."""
    session = context.ensure_object(Session)
    tree, cabinet, outcome = open_judged(root, rev, as_of)
    report = report_of(cabinet, outcome, session.lang, tree.origin)
    click.echo(REPORTERS[form](report), nl=False)
    context.exit(int(report.failed))
