"""`placet build`: judges the cabinet and builds the site."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING

import click

from placet import messages
from placet.cli.session import Session, open_frame, open_tree, tree_options
from placet.errors import UserError
from placet.model import Finding, Place
from placet.model.audience import AUDIENCES
from placet.report import of_tally
from placet.tree import WorkTree

if TYPE_CHECKING:
    from placet.site import BuildReport


@click.command()
@tree_options
@click.option("--audience", type=click.Choice(AUDIENCES), default=AUDIENCES[0], help="For whom.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Where to; default: site/ in the root.")
@click.option("--cache/--no-cache", default=True, help="Use what the last run left in .placet/cache, and leave it.")
@click.pass_context
def build(
    context: click.Context,
    root: Path,
    rev: str | None,
    as_of: str | None,
    audience: str,
    out: Path | None,
    *,
    cache: bool,
) -> None:
    """Build the site."""
    session = context.ensure_object(Session)
    where = out or root / "site"
    tree = open_tree(root, rev)
    if isinstance(tree, WorkTree):
        tree.begin()
    # Nothing here forms cycles that matter, and the process ends soon.
    gc.disable()
    # Git is at work while these are loaded, and the office is.
    from placet import site

    try:
        built = site.build(root, where, lambda: open_frame(root, rev, as_of, tree), session.lang, audience, kept=cache)
    except site.BuildError as error:
        raise UserError("CLI004", reason=str(error)) from error
    finally:
        gc.enable()
    for leak in built.leaks:
        words = {"file": leak.file, "where": leak.where, "record": leak.record}
        click.echo(messages.text(Finding("PUB001", Place(leak.file), words), session.lang))
    if built.leaks:
        context.exit(1)
    click.echo(told(session, built, where))


def told(session: Session, built: BuildReport, where: Path) -> str:
    """What was built, for the terminal."""
    report = of_tally(built.tally, session.lang, "")
    counts = {**report.summary, **{name.replace("-", "_"): count for name, count in report.verdicts.items()}}
    return session.label("built", **counts, pages=built.pages, where=str(where.resolve()))
