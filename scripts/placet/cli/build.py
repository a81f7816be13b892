"""`placet build`: judges the cabinet and builds the site."""

from __future__ import annotations

from pathlib import Path

import click

from placet import messages, site
from placet.cli.session import Session, open_judged, tree_options
from placet.errors import UserError
from placet.model import Finding, Place
from placet.report import report_of
from placet.rules.demands.withhold import AUDIENCES


@click.command()
@tree_options
@click.option("--audience", type=click.Choice(AUDIENCES), default=AUDIENCES[0], help="For whom.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Where to; default: site/ in the root.")
@click.pass_context
def build(
    context: click.Context, root: Path, rev: str | None, as_of: str | None, audience: str, out: Path | None
) -> None:
    """Build the site."""
    session = context.ensure_object(Session)
    tree, cabinet, outcome = open_judged(root, rev, as_of)
    report = report_of(cabinet, outcome, session.lang, tree.origin)
    where = out or root / "site"
    try:
        built, found = site.build_for(audience, root, where, cabinet, outcome, session.lang, tree)
    except site.BuildError as error:
        raise UserError("CLI004", reason=str(error)) from error
    for leak in found:
        words = {"file": leak.file, "where": leak.where, "record": leak.record}
        click.echo(messages.text(Finding("PUB001", Place(leak.file), words), session.lang))
    if found:
        context.exit(1)
    counts = {**report.summary, **{name.replace("-", "_"): count for name, count in report.verdicts.items()}}
    click.echo(session.label("built", **counts, pages=built.pages, where=str(where.resolve())))
